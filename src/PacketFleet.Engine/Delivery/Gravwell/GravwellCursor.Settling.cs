namespace PacketFleet.Engine.Delivery.Gravwell;

// What comes back.
internal sealed partial class GravwellCursor
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Settled _settled;
    private long _bytesBefore;
    private long _refusedBefore;
    private long _doubled;

    /// <summary>How far it has come.</summary>
    public Settled Settled
    {
        get
        {
            lock (_gate)
                return _settled;
        }
    }

    /// <summary>Packets that may have come twice, over all attempts.</summary>
    public long Doubled
    {
        get
        {
            lock (_gate)
                return _isClosed ? _doubled : _mark.Doubled;
        }
    }

    /// <summary>Ends when everything up to <see cref="Complete"/>'s end is settled, when it cannot go on, or when it is closed.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Nothing is appended to the log any more, which has so many packets.</summary>
    public void Complete(long packets)
    {
        lock (_gate)
        {
            _end = packets;
            if (_plan.PathOf is not null && _isLive && _appended < _next)
                Rewind();
            if (_isLive)
                CloseBatch();
            Advance();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>So many packets that were delivered before are delivered again: nothing tells them from those that are to come.</summary>
    public void Doubt(long packets)
    {
        lock (_gate)
        {
            if (!_isClosed)
                _mark.Doubled += packets;
        }
    }

    /// <inheritdoc/>
    public bool Sending(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            if (!_isClosed)
                _mark.Sent = Math.Max(_mark.Sent, batch.First + to + batch.RefusedBefore(to - 1));
            return !_isClosed;
        }
    }

    /// <inheritdoc/>
    public void Confirmed(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            if (_isClosed || !_byBatch.TryGetValue(batch, out var stretch))
                return;
            batch.Confirm(from, to);
            stretch.Confirmed += to - from;
            Advance();

            // Behind another it settles when that one does, but its memory is free now.
            if (stretch.IsSettled)
                Settle(stretch);
        }
    }

    /// <inheritdoc/>
    public void Broken(EntryBatch batch, int from, int to)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _mark.Doubled += to - from;
            _outlet.Queue.AddFirst(new EntrySlice(batch, from, to));
        }
    }

    private void Settle(Stretch stretch)
    {
        if (stretch.Batch is null)
            return;
        var batch = stretch.TakeBatch();
        _byBatch.Remove(batch);
        _outlet.Pool.Return(batch);
        Advance();
        Monitor.PulseAll(_gate);
    }

    /// <summary>Moves the mark over everything settled without a hole.</summary>
    private void Advance()
    {
        var settled = _settled;
        while (_stretches.TryPeek(out var stretch))
        {
            if (stretch.IsSettled)
            {
                _bytesBefore += stretch.Bytes;
                _refusedBefore += stretch.Refused;
                settled = new Settled(stretch.End, _refusedBefore, _bytesBefore, stretch.Hash);
                _stretches.Dequeue();
                continue;
            }

            if (stretch.Batch is { } batch)
            {
                stretch.Leading += batch.ConfirmedFrom(stretch.Leading);
                if (stretch.Leading is > 0 and var leading)
                {
                    var refused = batch.RefusedBefore(leading - 1);
                    settled = new Settled(stretch.First + leading + refused, _refusedBefore + refused, _bytesBefore + batch.DataBytes(0, leading), batch.HashOf(leading - 1));
                }
            }

            break;
        }

        if (settled != _settled)
        {
            // Refused ones are settled without ever being sent.
            _mark.Sent = Math.Max(_mark.Sent, settled.Packets);
            _settled = settled;
            _mark.Settled = settled;
        }

        if (_end >= 0 && _settled.Packets >= _end)
            _drained.TrySetResult();
    }
}
