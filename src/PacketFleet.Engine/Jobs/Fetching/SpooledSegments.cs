using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>A fetch's segments in the spool: room is taken before one is written, and given back once it is delivered and deleted.</summary>
internal sealed class SpooledSegments
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Queue<(SegmentRecord Record, long End)> _segments = [];
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
            _segments.Enqueue((segment, end += segment.Packets));
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
    public void Add(SegmentRecord segment, long end, long taken)
    {
        _services.Spool.Add(segment.FileBytes - taken);
        lock (_gate)
            _segments.Enqueue((segment, end));
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
                _segments.Dequeue();
            if (segment.Spooled)
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
            return _segments.TryPeek(out var first) && first.End <= settled ? first.Record : null;
    }
}
