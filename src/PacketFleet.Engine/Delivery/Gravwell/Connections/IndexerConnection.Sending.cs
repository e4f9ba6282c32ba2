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

    private readonly ArrayBufferWriter<byte> _message = new();
    private StateReport? _report;
    private long _forcedAt;
    private long? _drainedAt;
    private bool _isForced = true;

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

    private void Send(EntrySlice slice, ushort tag)
    {
        if (!TryFit(ref slice))
            return;
        var (batch, from, to) = slice;
        var owner = batch.Owner;
        batch.Stamp(from, to, tag, owner.HasSource ? default : _source, _window.Next);
        var bytes = _output.Encode(slice);
        if (!TryRegister(slice, owner, out var isWanted))
        {
            if (isWanted)
                _queue.AddFirst(slice);
            return;
        }

        // From here on it counts as sent. Once its last entry is confirmed the batch may be another's: it is not touched any more.
        _isForced = false;
        _rate.Take(_output.Write(bytes));
    }

    private bool TryRegister(EntrySlice slice, IEntryOwner owner, out bool isWanted)
    {
        lock (_gate)
        {
            isWanted = true;
            if (IsOver)
                return false;
            isWanted = owner.Sending(slice.Batch, slice.From, slice.To);
            if (!isWanted)
                return false;
            if (_window.Count == 0)
                _progressAt = _clock.GetTimestamp();
            _window.Add(slice);
            return true;
        }
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
