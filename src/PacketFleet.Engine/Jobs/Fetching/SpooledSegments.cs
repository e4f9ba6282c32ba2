using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>A fetch's segments in the spool: room is taken before one is written, and given back once it is delivered and deleted.</summary>
internal sealed class SpooledSegments
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly LinkedList<Spooled> _segments = [];
    private readonly Lock _gate = new();
    private readonly FetchServices _services;
    private volatile bool _isBlocked;

    /// <param name="fetch">The fetch's row.</param>
    /// <param name="services">Spool and store.</param>
    /// <param name="committed">What earlier runs have left in it, in order.</param>
    public SpooledSegments(FetchRecord fetch, FetchServices services, IReadOnlyList<SegmentRecord> committed)
    {
        _services = services;
        var end = fetch.CommittedPackets - committed.Sum(s => s.Packets);
        foreach (var segment in committed)
            _segments.AddLast(new Spooled(segment, end += segment.Packets, null));
    }

    /// <summary>Those that are still there, in order.</summary>
    public IReadOnlyList<SegmentRecord> Segments
    {
        get
        {
            lock (_gate)
                return [.. _segments.Select(s => s.Record)];
        }
    }

    /// <summary>How large segments are in a spool of so many bytes: small enough that several fetches find room.</summary>
    public static long SegmentBytes(long most, long usual) => most == 0 ? usual : Math.Clamp(most / 8, 64 << 10, usual);

    /// <summary>Somebody waits for room.</summary>
    public bool IsBlocked => _isBlocked;

    /// <summary>There is room for a segment.</summary>
    public bool HasRoom(long bytes) => _services.Spool.Most == 0 || _services.Spool.Used + bytes <= _services.Spool.Most;

    /// <summary>Takes room for a segment, waiting for it; false where none came for a minute.</summary>
    public bool TryTake(long bytes, CancellationToken cancellation)
    {
        var started = _services.Clock.GetTimestamp();
        try
        {
            while (!_services.Spool.TryTake(bytes))
            {
                _isBlocked = true;
                if (cancellation.WaitHandle.WaitOne(Look) || _services.Clock.GetElapsedTime(started) > IDeliveryLog.LongestWait)
                    return false;
            }

            return true;
        }
        finally
        {
            _isBlocked = false;
        }
    }

    /// <summary>A segment was written: it takes what it is long, not what was taken for it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="end">Packets of the log with it.</param>
    /// <param name="taken">The room that was taken for it.</param>
    /// <param name="before">The fetch's row before it was.</param>
    public void Add(SegmentRecord segment, long end, long taken, FetchRecord before)
    {
        _services.Spool.Add(segment.FileBytes - taken);
        lock (_gate)
            _segments.AddLast(new Spooled(segment, end, before));
    }

    /// <summary>A segment was not written after all.</summary>
    public void GiveBack(long taken) => _services.Spool.Add(-taken);

    /// <summary>Deletes the segments that end at or before this place in the log. The row goes first: a file without one is a stray.</summary>
    public async Task DropAsync(long settled)
    {
        while (Next(settled) is { } segment)
        {
            await ForgetAsync(segment, _services).ConfigureAwait(false);
            lock (_gate)
                _segments.RemoveFirst();
            if (segment.Spooled)
                _services.Spool.Add(-segment.FileBytes);
        }
    }

    /// <summary>
    /// Takes out the segments at the end of which Gravwell has nothing, as far back as the region can be asked again: nobody waits for
    /// them any more. Empty where there are none.
    /// </summary>
    /// <param name="settled">Packets of the log that Gravwell has.</param>
    /// <param name="row">The fetch's row with them.</param>
    /// <param name="before">The row without them.</param>
    public IReadOnlyList<SegmentRecord> TakeUnsettled(long settled, FetchRecord row, out FetchRecord before)
    {
        var (unsettled, known) = (new List<Spooled>(), 0);
        before = row;
        lock (_gate)
        {
            for (var last = _segments.Last; last is { Value: var segment } && segment.Start >= settled && segment.Record.Spooled; last = last.Previous)
            {
                unsettled.Add(segment);

                // How an earlier run stood before one of its segments nobody knows, but at the very beginning.
                var left = segment.Before ?? (segment.Start == 0 ? row with { CommittedPackets = 0, CommittedBytes = 0, CommittedHash = 0, Slices = null } : null);
                if (left is null)
                    continue;
                known = unsettled.Count;
                before = row with { CommittedPackets = left.CommittedPackets, CommittedBytes = left.CommittedBytes, CommittedHash = left.CommittedHash, Slices = left.Slices };
            }

            // Only as far back as a place is known from which to go on.
            unsettled.RemoveRange(known, unsettled.Count - known);
            foreach (var segment in unsettled)
                _segments.Remove(segment);
        }

        return unsettled.ConvertAll(s => s.Record);
    }

    /// <summary>Deletes segments out of turn.</summary>
    public async Task ForgetAsync(IReadOnlyList<SegmentRecord> segments)
    {
        foreach (var segment in segments)
        {
            await ForgetAsync(segment, _services).ConfigureAwait(false);
            _services.Spool.Add(-segment.FileBytes);
        }
    }

    /// <summary>Deletes a spooled segment, its row first. One of the archive, written before there was a spool, stays where it is.</summary>
    public static async Task ForgetAsync(SegmentRecord segment, FetchServices services)
    {
        if (!segment.Spooled)
            return;
        await services.Store.ForgetSpooledAsync(segment.Job, segment.Region, segment.Number, CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (services.Options.Gravwell.SpoolDirectory is { } spool)
                SegmentRemoval.Delete(spool, segment.File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stray now, to be deleted at the next start.
            services.Logger.LogWarning(e, "The spool's file {File} could not be deleted", segment.File);
        }
    }

    private SegmentRecord? Next(long settled)
    {
        lock (_gate)
            return _segments.First is { Value: var first } && first.End <= settled ? first.Record : null;
    }

    /// <summary>A segment, how many packets the log has with it, and the row before it was committed by this run; null where an earlier one did.</summary>
    private sealed record Spooled(SegmentRecord Record, long End, FetchRecord? Before)
    {
        public long Start => End - Record.Packets;
    }
}
