using System.Buffers;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <content>What goes out; all of it on the thread that runs the connection.</content>
internal sealed partial class IndexerConnection
{
    /// <summary>When nothing more comes for so long, a burst has ended.</summary>
    private static readonly TimeSpan BurstPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Between two looks at the rest of the world, and two requests for confirmations.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>How long confirmations are waited for when we are told to stop.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    /// <summary>With fewer entries of room it is full, and stays so until there is room for a whole run: many small runs would cost more.</summary>
    private const int LeastRoom = 64;

    private readonly ArrayBufferWriter<byte> _message = new();
    private StateReport? _report;
    private long _wanted = EntryBatch.Capacity;
    private long _forcedAt;
    private long? _drainedAt;
    private bool _isForced = true;
    private bool _isFull;

    private bool HasRoom => _window.Room >= (_isFull ? EntryBatch.MostEntries : LeastRoom) && _window.HasBytes(_wanted);

    private void Send()
    {
        if (IngestFeatures.TakesIngesterState(_version))
            _report = new(_options, _counters, _link.Address, _clock);
        try
        {
            while (!IsOver)
                SendNext();
        }
        catch (Exception e) when (IsBroken(e))
        {
            Break(IndexerFailures.Closed(e));
        }
    }

    private void SendNext()
    {
        if (_report is { IsDue: true })
            Tell(_report.Write);
        var unconfirmed = Unacknowledged;
        if (unconfirmed > 0 && _clock.GetElapsedTime(_forcedAt) >= Turn)
            ForceConfirmations();
        if (_draining)
        {
            Settle(unconfirmed);
            return;
        }

        if (WaitForRoom())
            return;
        if (!_queue.TryTake(_isForced ? Turn : BurstPause, _takesNothing, out var slice))
            ForceOnce();
        else if (TryNumber(slice, out var tag))
            Send(slice, tag);
    }

    /// <summary>True where it had to wait: look at everything anew then. Nothing taken is held meanwhile.</summary>
    private bool WaitForRoom()
    {
        TimeSpan pause;
        lock (_gate)
        {
            pause = UntilAllowed();
            _isFull = !HasRoom;
            if (!_isFull && pause == TimeSpan.Zero)
                return false;
        }

        ForceOnce();
        lock (_gate)
        {
            if (!_takesNothing() && (pause > TimeSpan.Zero || !HasRoom))
                Monitor.Wait(_gate, pause > TimeSpan.Zero && pause < Turn ? pause : Turn);
        }

        return true;
    }

    private void Send(EntrySlice slice, ushort tag)
    {
        if (!TryFit(ref slice))
            return;
        var (batch, from, to) = slice;
        var owner = batch.Owner;
        batch.Stamp(from, to, tag, owner.HasSource ? default : _source, _window.Next);
        var bytes = _output.Encode(slice);
        if (!TryRegister(slice))
        {
            _queue.AddFirst(slice);
            return;
        }

        // From here on it counts as sent. Once its last entry is confirmed the batch may be another's: it is not touched any more.
        owner.Sending(batch, from, to);
        _isForced = false;
        _rate.Take(_output.Write(bytes));
    }

    private bool TryRegister(EntrySlice slice)
    {
        lock (_gate)
        {
            if (IsOver)
                return false;
            if (_window.Count == 0)
                _progressAt = _clock.GetTimestamp();
            _window.Add(slice);
            return true;
        }
    }

    /// <summary>False where it went back: too large for what else is unconfirmed, or nothing is wanted any more.</summary>
    private bool TryFit(ref EntrySlice slice)
    {
        int room;
        lock (_gate)
            room = _window.Room;
        slice = Shorten(slice, room, _rate.IsLimited ? _rate.Burst : int.MaxValue);
        bool fits;
        lock (_gate)
            fits = _window.HasBytes(slice.Length);
        _wanted = Math.Max(EntryBatch.Capacity, fits ? 0 : slice.Length);
        if (!fits)
            _queue.AddFirst(slice);
        return fits;
    }

    /// <summary>Its first entries, at most so many and of so many bytes, but at least one; the others go back.</summary>
    private EntrySlice Shorten(EntrySlice slice, int entries, int bytes)
    {
        if (slice.Count <= entries && slice.Length <= bytes)
            return slice;
        var to = slice.From + 1;
        while (to < slice.To && to - slice.From < entries && slice.Batch.OffsetOf(to + 1) - slice.Batch.OffsetOf(slice.From) <= bytes)
            to++;
        if (to < slice.To)
            _queue.AddFirst(slice with { From = to });
        return slice with { To = to };
    }

    private void Settle(int unconfirmed)
    {
        ForceOnce();
        _drainedAt ??= _clock.GetTimestamp();
        if (unconfirmed == 0 || _clock.GetElapsedTime(_drainedAt.Value) >= DrainPatience)
        {
            Break(ConnectionEnd.Stopped);
            return;
        }

        lock (_gate)
        {
            if (!IsOver && _window.Count > 0)
                Monitor.Wait(_gate, DrainPatience / 10);
        }
    }

    private void ForceOnce()
    {
        if (!_isForced && Unacknowledged > 0)
            ForceConfirmations();
        _isForced = true;
    }

    private void ForceConfirmations()
    {
        _output.Write(IngesterMessages.ForceAck);
        (_isForced, _forcedAt) = (true, _clock.GetTimestamp());
    }

    private void Tell(Action<IBufferWriter<byte>> write)
    {
        _message.ResetWrittenCount();
        write(_message);
        _output.Write(_message.WrittenSpan);
    }
}
