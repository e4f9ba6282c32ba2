using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// One fetch's delivery to Gravwell: a cursor over its log. While Gravwell keeps up, packets go into batches as they are appended
/// to the log; where it lags, they are read back from the log's segments by a thread of the cursor's own. Places in the log count
/// all its packets from its first attempt on. This part: what goes out.
/// </summary>
internal sealed partial class GravwellCursor : IEntryOwner, IDisposable
{
    /// <summary>Most batches that a fetch has on the way: what may be unconfirmed on some connections, and more to follow.</summary>
    private const int MostHeld = 12;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly CursorPlan _plan;
    private readonly GravwellOutlet _outlet;
    private readonly DeliveryMark _mark;
    private readonly EntryEncoder _encoder;
    private readonly EntryClock _clock;
    private readonly Queue<Stretch> _stretches = [];
    private readonly Dictionary<EntryBatch, Stretch> _byBatch = [];
    private Stretch? _filling;
    private int _queued;
    private long _next;
    private long _end = -1;
    private TimeSpan _waited;
    private bool _isClosed;
    private volatile bool _hasEnded;

    /// <param name="plan">What it has to know.</param>
    /// <param name="outlet">What it shares with the others.</param>
    /// <param name="mark">Its mark, which it disposes of.</param>
    public GravwellCursor(CursorPlan plan, GravwellOutlet outlet, DeliveryMark mark)
    {
        (_plan, _outlet, _mark) = (plan, outlet, mark);
        _encoder = new EntryEncoder(0, plan.Source ?? new byte[16], plan.Labels);
        _clock = new EntryClock(plan.IgnoreTimestamps, outlet.Options, outlet.Clock);
        _settled = mark.Settled;
        (_bytesBefore, _refusedBefore) = (_settled.Bytes, _settled.Refused);
        _next = _settled.Packets;

        // What had been sent beyond what is settled goes again, and may be there already.
        mark.Doubled += mark.Sent - _settled.Packets;
        mark.Sent = _settled.Packets;
        outlet.Add(this);
    }

    /// <inheritdoc/>
    public string Tag => _plan.Tag;

    /// <inheritdoc/>
    public bool HasSource => _plan.Source is not null;

    /// <summary>
    /// Encodes a packet, waiting for room. False where none came in time, or the cursor is closed: then nothing was done. For one
    /// thread at a time.
    /// </summary>
    /// <param name="packet">The log's next packet.</param>
    /// <param name="hash">The running hash up to and with it; 0 where the log is on disk.</param>
    /// <param name="patience">How long to wait for room.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public bool TryWrite(in PacketRecord packet, ulong hash, TimeSpan patience, CancellationToken cancellation)
    {
        if (packet.LinkType != LinkTypes.Ethernet)
        {
            Refuse(hash);
            return true;
        }

        var time = _clock.TimeOf(packet.Time);
        if (_filling is not { Batch: { } batch } filling || !batch.TryAdd(_encoder, packet, time, hash, filling.Refused))
        {
            CloseBatch();
            if (StartBatch(patience, cancellation) is not { } next)
                return false;
            next.TryAdd(_encoder, packet, time, hash, 0);
        }

        Volatile.Write(ref _next, _next + 1);
        return true;
    }

    /// <summary>Sends what is encoded and does not wait any more for company. Called many times a second.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (!_isClosed)
                QueueFilled();
        }
    }

    /// <summary>The store has everything that the mark says, and keeps it: where all is settled, the mark may go.</summary>
    public void Ended() => _hasEnded = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        _outlet.Remove(this);
        _outlet.Queue.Discard(this);
        lock (_gate)
        {
            // Connections may still read these: they are left to them.
            _outlet.Pool.Abandon(_byBatch.Count);
            _byBatch.Clear();
            _stretches.Clear();
            _filling = null;
            _doubled = _mark.Doubled;
            if (_hasEnded && _settled.Packets == _end)
                _mark.Delete();
            else
                _mark.Dispose();
        }

        _drained.TrySetResult();
        _feeder?.Join();
    }

    private void CloseBatch()
    {
        if (_filling is null)
            return;
        lock (_gate)
        {
            if (_isClosed || _filling is not { } filled)
                return;
            QueueFilled();
            _filling = null;
            filled.Close();
            Advance();
            if (filled.IsSettled)
                Settle(filled);
        }
    }

    private EntryBatch? StartBatch(TimeSpan patience, CancellationToken cancellation)
    {
        _waited = TimeSpan.Zero;
        var started = _outlet.Clock.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            lock (_gate)
            {
                if (_isClosed)
                    return null;
                if (_byBatch.Count >= MostHeld)
                    Monitor.Wait(_gate, Look);
                if (_byBatch.Count < MostHeld && !_isClosed && _outlet.Pool.TryRent(beyond: _byBatch.Count == 0) is { } batch)
                    return Begin(batch);
            }

            _waited = _outlet.Clock.GetElapsedTime(started);
            if (_waited >= patience)
                return null;
            _outlet.Pool.Wait(Look);
        }

        return null;
    }

    /// <summary>Whoever appends has waited for room for a good moment by now.</summary>
    public bool IsBlocked => _isLive && _waited >= TimeSpan.FromSeconds(1);

    private EntryBatch Begin(EntryBatch batch)
    {
        batch.Begin(this, _next, _encoder.Length(0));
        _filling = new Stretch(_next, batch);
        _queued = 0;
        _byBatch.Add(batch, _filling);
        _stretches.Enqueue(_filling);
        return batch;
    }

    private void QueueFilled()
    {
        if (_filling?.Batch is not { } batch || batch.Count is var count && count == _queued)
            return;
        _outlet.Queue.Add(new EntrySlice(batch, _queued, count));
        _queued = count;
    }

    private void Refuse(ulong hash)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            if (_filling is null)
            {
                _filling = new Stretch(_next, null);
                _stretches.Enqueue(_filling);
            }

            _filling.Refuse(hash);
            Volatile.Write(ref _next, _next + 1);
        }
    }
}
