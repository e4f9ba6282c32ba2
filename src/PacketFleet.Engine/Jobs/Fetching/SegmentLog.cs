using System.Runtime.InteropServices;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Thrown inside a fetch whose row has a newer epoch: another run has taken over.</summary>
internal sealed class FencedException : Exception;

/// <summary>Thrown by a store that could not write; the message is a clause for people.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A log in files, of the archive or of the spool: the open segment, and the commit of each closed one together with the fetch's
/// progress in one transaction. Gravwell, where it is configured, follows by a cursor.
/// </summary>
internal sealed class SegmentLog : IDeliveryLog
{
    /// <summary>A segment is closed at this size.</summary>
    private const long UsualBytes = 64L << 20;

    private readonly FetchPlan _plan;
    private readonly FetchServices _services;
    private readonly PatientStore _store;
    private readonly FetchCounters _counters;
    private readonly GravwellCursor? _cursor;
    private readonly SpooledSegments? _spool;
    private readonly List<SegmentRecord> _segments;
    private readonly long _segmentBytes = UsualBytes;
    private SegmentWriter? _open;
    private int _number;
    private PacketHash _hash;
    private int _slice;
    private long _inSlice;
    private volatile bool _isBlocked;
    private volatile bool _lacksSpace;
    private Func<long, ulong, string>? _describe;

    /// <param name="plan">The fetch, its row with what the log holds.</param>
    /// <param name="services">Segments, store, clock.</param>
    /// <param name="counters">Told what is committed.</param>
    /// <param name="cursor">Its delivery to Gravwell, which the log disposes of; null where there is none.</param>
    /// <param name="committed">What earlier runs have committed of it and is still there, in order.</param>
    /// <param name="number">The number of its next segment: used by none that a row names.</param>
    public SegmentLog(FetchPlan plan, FetchServices services, FetchCounters counters, GravwellCursor? cursor, IReadOnlyList<SegmentRecord> committed, int number)
    {
        (_plan, _services, _counters, _cursor, Row) = (plan, services, counters, cursor, plan.Fetch);
        _store = new PatientStore(services);
        (_segments, _number) = ([.. committed], number);
        if (!services.Options.ArchiveEnabled)
        {
            _spool = new SpooledSegments(plan.Fetch, services, committed);
            _segmentBytes = SpooledSegments.SegmentBytes(services.Spool.Most, UsualBytes);
        }

        cursor?.Resume(committed, plan.Fetch.CommittedPackets);
    }

    /// <inheritdoc/>
    public FetchRecord Row { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<SinkSnapshot> Sinks
    {
        get
        {
            var sinks = new List<SinkSnapshot>(2);
            if (_spool is null)
                sinks.Add(new SinkSnapshot(FetchSinks.Archive, _counters.CommittedPackets, 0, _counters.CommittedBytes));
            if (_cursor is not null)
                sinks.Add(FetchSinks.Of(_cursor));
            return sinks;
        }
    }

    /// <inheritdoc/>
    public Task Drained => _cursor?.Drained ?? Task.CompletedTask;

    /// <inheritdoc/>
    public bool IsSettled => _open is null;

    /// <inheritdoc/>
    public string? Loss => _cursor is null ? null : FetchSinks.LossOf(_cursor, _plan.Fetch.Region, _spool is null ? "; the archive does" : "");

    /// <inheritdoc/>
    public bool IsBlocked => _isBlocked || _spool is { IsBlocked: true };

    /// <inheritdoc/>
    public string? Trouble => _lacksSpace ? "the disk is nearly full" : null;

    /// <inheritdoc/>
    public bool HasRoom => HasSpace && (_spool?.HasRoom(_segmentBytes) ?? true);

    private bool HasSpace => FreeSpace.Has(_services.Options.SegmentDirectory, _services.Options.MinFreeBytes);

    /// <inheritdoc/>
    public bool IsDue => _open is not null && (_open.FileBytes >= _segmentBytes || _cursor is { WantsBoundary: true });

    /// <inheritdoc/>
    public bool BeginSlice(int number, long packets, ulong hash, Func<long, ulong, string> describe, CancellationToken cancellation)
    {
        (_hash, _slice, _inSlice, _describe) = (new PacketHash(hash), number, packets, describe);
        var row = Row with { Slices = describe(packets, hash), Snapshot = FetchSnapshots.Committed(Row.Snapshot, _counters, Row.CommittedPackets, Row.CommittedBytes, Sinks) };
        if (!_store.Commit(null, row))
            throw new FencedException();
        Row = row;
        return true;
    }

    /// <inheritdoc/>
    public bool TryAppend(in PacketRecord packet, CancellationToken cancellation)
    {
        if (_open is null)
        {
            if (!WaitForSpace(cancellation) || (_spool is not null && !_spool.TryTake(_segmentBytes, cancellation)))
                return false;
            _cursor?.AtBoundary(Row.CommittedPackets);
            _open = Open();
        }

        _open.Append(packet);
        _hash.Add(packet);
        _inSlice++;
        _cursor?.Append(packet, _hash.Value, cancellation);
        return true;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        if (_open is null)
            return;
        using var segment = _open;
        _open = null;
        if (segment.Packets == 0)
            return;

        var sealedRecord = segment.Seal(_services.Clock.GetUtcNow()) with { Spooled = _spool is not null };
        var packets = Row.CommittedPackets + segment.Packets;
        var bytes = Row.CommittedBytes + segment.Bytes;
        var row = Row with
        {
            CommittedPackets = packets,
            CommittedBytes = bytes,
            CommittedHash = _hash.Value,
            Slices = _describe?.Invoke(_inSlice, _hash.Value),
            Snapshot = FetchSnapshots.Committed(Row.Snapshot, _counters, packets, bytes, Sinks),
        };

        if (!_store.Commit(sealedRecord, row))
            throw new FencedException();
        if (_spool is null)
            _segments.Add(sealedRecord);
        else
            _spool.Add(sealedRecord, packets, _segmentBytes, before: Row);
        Row = row;
        _counters.Committed(packets, bytes);
        _cursor?.Committed(sealedRecord, packets);
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        if (_open is null)
            return;
        _open.Dispose();
        _open = null;
        _spool?.GiveBack(_segmentBytes);
    }

    /// <inheritdoc/>
    public Dictionary<ulong, int>? ReadHashes(CancellationToken cancellation)
    {
        IReadOnlyList<SegmentRecord> committed = _spool?.Segments ?? _segments;
        if (committed.Sum(s => s.Packets) < Row.CommittedPackets || committed.Any(s => _services.Options.PathOf(s) is null))
            return null; // The spool has let some of them go.
        var hashes = new Dictionary<ulong, int>();
        foreach (var segment in committed)
        {
            cancellation.ThrowIfCancellationRequested();
            using var reader = CaptureReader.Open(File.OpenRead(_services.Options.PathOf(segment)!));
            while (reader.TryRead(out var packet))
                CollectionsMarshal.GetValueRefOrAddDefault(hashes, CommittedPackets.HashOf(packet), out _)++;
        }

        return hashes;
    }

    /// <inheritdoc/>
    public async Task<TimeWindow?> LetGoAsync()
    {
        if (_cursor is null)
            return null;
        var settled = _cursor.Settled.Packets;
        var undelivered = UndeliveredTimes.Of(_spool?.Segments ?? _segments, Row.CommittedPackets, settled, _services.Options);
        if (_spool is null || _spool.TakeUnsettled(settled, Row, out var before) is not { Count: > 0 } segments)
            return undelivered;

        // The row first: where the program ends between the two, the log does not fit its row, and all is asked anew.
        if (!_store.Commit(null, before))
            throw new FencedException();
        Row = before;
        _counters.Committed(before.CommittedPackets, before.CommittedBytes);
        await _spool.ForgetAsync(segments).ConfigureAwait(false);
        return undelivered;
    }

    /// <inheritdoc/>
    public void Doubt(long packets) => _cursor?.Doubt(packets);

    /// <inheritdoc/>
    public void Complete() => _cursor?.Complete(Row.CommittedPackets);

    /// <inheritdoc/>
    public Task SettleAsync() => _spool is null || _cursor is null ? Task.CompletedTask : _spool.DropAsync(_cursor.Settled.Packets);

    /// <inheritdoc/>
    public void Ended() => _cursor?.Ended();

    /// <inheritdoc/>
    public void Dispose()
    {
        Abandon();
        _cursor?.Dispose();
    }

    /// <summary>Waits while the disk is nearly full; false where that takes longer than a region should wait.</summary>
    private bool WaitForSpace(CancellationToken cancellation)
    {
        var started = _services.Clock.GetTimestamp();
        while (!HasSpace)
        {
            (_isBlocked, _lacksSpace) = (true, true);
            if (cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(500)) || _services.Clock.GetElapsedTime(started) > IDeliveryLog.LongestWait)
            {
                _isBlocked = false;
                return false;
            }
        }

        (_isBlocked, _lacksSpace) = (false, false);
        return true;
    }

    private SegmentWriter Open() => _services.Segments.Create(new SegmentLabel(
        _plan.Job.Id, _plan.Fetch.Region, _plan.Job.Job.Pinned, _plan.Job.Job.RequestedBy, _plan.Fetch.Snapshot.Attempt, _slice, _number++, _plan.Fetch.Epoch));
}
