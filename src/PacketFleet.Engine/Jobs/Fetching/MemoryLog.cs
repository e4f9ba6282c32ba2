using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// A log that is only in memory, for places where packets must not rest on this disk: the batches on their way to Gravwell. After the
/// end of the program the region is asked again from where Gravwell had everything.
/// </summary>
internal sealed class MemoryLog : IDeliveryLog
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly GravwellCursor _cursor;
    private readonly FetchCounters _counters;
    private readonly IJobStore _store;
    private readonly PatientStore _patient;
    private readonly SemaphoreSlim _storing = new(1);
    private readonly AppendedTimes _times = new();
    private PacketHash _hash;
    private Func<long, ulong, string>? _describe;
    private long _begin;
    private long _stored;

    /// <param name="row">The fetch's row, with what Gravwell has settled as what is committed.</param>
    /// <param name="cursor">Its delivery, which the log disposes of.</param>
    /// <param name="counters">Told what is appended.</param>
    /// <param name="services">Their store is told now and then what is settled.</param>
    public MemoryLog(FetchRecord row, GravwellCursor cursor, FetchCounters counters, FetchServices services)
    {
        (Row, _cursor, _counters, _store, _patient) = (row, cursor, counters, services.Store, new PatientStore(services));
        (_hash, _stored) = (new PacketHash(row.CommittedHash), row.CommittedPackets);
    }

    /// <inheritdoc/>
    public FetchRecord Row { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<SinkSnapshot> Sinks => [FetchSinks.Of(_cursor)];

    /// <inheritdoc/>
    public Task Drained => _cursor.Drained;

    /// <inheritdoc/>
    public bool IsSettled => HasRoom;

    /// <inheritdoc/>
    public string? Loss => FetchSinks.LossOf(_cursor, Row.Region, elsewhere: "");

    /// <inheritdoc/>
    public bool IsBlocked => _cursor.IsBlocked;

    /// <inheritdoc/>
    public bool HasRoom => _cursor.Settled.Packets >= Row.CommittedPackets;

    /// <inheritdoc/>
    public bool IsDue => false;

    /// <inheritdoc/>
    /// <remarks>What came before has to be settled: after the end of the program it could not be told from this slice's packets.</remarks>
    public bool BeginSlice(int number, long packets, ulong hash, Func<long, ulong, string> describe, CancellationToken cancellation)
    {
        Commit();
        for (var waited = TimeSpan.Zero; !HasRoom; waited += Look)
        {
            if (waited >= IDeliveryLog.LongestWait || cancellation.WaitHandle.WaitOne(Look))
                return false;
        }

        _hash = new PacketHash(hash);
        _times.Forget(_cursor.Settled.Packets);
        _storing.Wait(CancellationToken.None);
        try
        {
            (_describe, _begin) = (describe, Row.CommittedPackets - packets);
            var settled = _cursor.Settled with { Hash = hash };
            if (!_patient.Commit(null, Progress(settled)))
                throw new FencedException();
            _stored = settled.Packets;
            return true;
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <inheritdoc/>
    public bool TryAppend(in PacketRecord packet, CancellationToken cancellation)
    {
        var hash = _hash;
        hash.Add(packet);
        if (!_cursor.TryWrite(packet, hash.Value, IDeliveryLog.LongestWait, cancellation))
            return false;
        _hash = hash;
        if (_times.Add(_counters.Packets + 1, packet.Time))
            _times.Forget(_cursor.Settled.Packets);
        return true;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        Row = Row with { CommittedPackets = _counters.Packets, CommittedBytes = _counters.Bytes, CommittedHash = _hash.Value };
        _counters.Committed(_counters.Packets, _counters.Bytes);

        // Where the slice is asked again, by this run, all that was appended is skipped, settled or not.
        _describe?.Invoke(Row.CommittedPackets - _begin, _hash.Value);
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        // What was appended is on its way.
    }

    /// <inheritdoc/>
    public Dictionary<ulong, int>? ReadHashes(CancellationToken cancellation) => null;

    /// <inheritdoc/>
    public async Task<TimeWindow?> LetGoAsync()
    {
        await _storing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var settled = _cursor.Settled;
            if (settled.Packets >= Row.CommittedPackets)
                return null;
            var row = Progress(settled);
            if (!await Task.Run(() => _patient.Commit(null, row)).ConfigureAwait(false))
                throw new FencedException();
            (_stored, Row) = (settled.Packets, row);
            _counters.Committed(row.CommittedPackets, row.CommittedBytes);
            return _times.Behind(settled.Packets);
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <inheritdoc/>
    public void Doubt(long packets) => _cursor.Doubt(packets);

    /// <inheritdoc/>
    public void Complete() => _cursor.Complete(Row.CommittedPackets);

    /// <inheritdoc/>
    public async Task SettleAsync()
    {
        // Where a slice is begun, that is stored in this moment, and may have to wait for whoever holds the store.
        if (!await _storing.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
            return;
        try
        {
            var settled = _cursor.Settled;
            if (settled.Packets == _stored || settled.Packets <= _begin)
                return;
            await _store.CommitSegmentAsync(null, Progress(settled), CancellationToken.None).ConfigureAwait(false);
            _stored = settled.Packets;
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <inheritdoc/>
    public void Ended()
    {
        // Else the mark alone knows what a retry is to skip: the store did not take it.
        if (_cursor.Settled.Packets == _stored)
            _cursor.Ended();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cursor.Dispose();
        _storing.Dispose();
    }

    /// <summary>The row once this is settled.</summary>
    private FetchRecord Progress(Settled settled) => Row with
    {
        CommittedPackets = settled.Packets,
        CommittedBytes = settled.Bytes,
        CommittedHash = settled.Hash,
        Slices = _describe?.Invoke(settled.Packets - _begin, settled.Hash) ?? Row.Slices,
        Snapshot = FetchSnapshots.Committed(Row.Snapshot, _counters, settled.Packets, settled.Bytes, Sinks),
    };
}
