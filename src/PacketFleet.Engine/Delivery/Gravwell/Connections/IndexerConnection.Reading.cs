using System.Net.Sockets;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <content>What comes back; on a thread of its own.</content>
internal sealed partial class IndexerConnection
{
    /// <summary>
    /// While more entries are unconfirmed than this, so many confirmations are waited for at a time: indexers send them in small
    /// packets, and a few large reads cost less than many small.
    /// </summary>
    private const int Gathered = 256;
    private readonly ulong[] _ids = new ulong[EntryBatch.MostEntries];
    private readonly List<ConfirmedRun> _confirmed = [];
    private long _progressAt;

    private void Read()
    {
        try
        {
            _link.SetSilence(_options.Times.Silence);
            while (!IsOver)
            {
                TakeMessages();
                if (_decoder.Fault is { } fault)
                    Break(IndexerFailures.Unreadable(fault));
                else if (!IsWithheld())
                    Receive();
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            // TLS tells of a time-out as of any other fault below it.
            Break(IndexerFailures.Error(e) is SocketError.TimedOut or SocketError.WouldBlock ? IndexerFailures.Silent(_options.Times.Silence) : IndexerFailures.Closed(e));
        }
        catch (Exception e)
        {
            _standing.Fault(e);
            Break(IndexerFailures.OwnFault());
        }
    }

    private void Receive()
    {
        _link.Gather(Unacknowledged > Gathered ? Gathered * IndexerMessages.ConfirmLength : 1);
        var received = _link.Stream.Read(_decoder.GetSpan());
        if (received == 0)
            Break(IndexerFailures.Closed(null));
        _decoder.Advance(received);
    }

    private void TakeMessages()
    {
        while (true)
        {
            if (_decoder.ReadConfirmations(_ids) is var count and > 0)
                Confirm(_ids.AsSpan(0, count));
            else if (_decoder.TryRead(out var message))
                Take(message);
            else
                return;
        }
    }

    private void Take(IndexerMessage message)
    {
        switch (message.Kind)
        {
            case IndexerMessageKind.Confirm:
                Confirm([message.Number]);
                break;
            case IndexerMessageKind.Throttle:
                lock (_gate)
                    (_pausedAt, _pause) = (_clock.GetTimestamp(), message.Pause);
                break;
            case IndexerMessageKind.ConfirmTag:
                AnswerTag((int)message.Number);
                break;
            case IndexerMessageKind.RefuseTag:
                AnswerTag(TagRefused);
                break;
        }
    }

    private void Confirm(ReadOnlySpan<ulong> ids)
    {
        _confirmed.Clear();
        lock (_gate)
        {
            _window.Confirm(ids, _confirmed);
            if (_confirmed.Count == 0)
                return;
            _progressAt = _clock.GetTimestamp();
            if (HasRoom)
                Monitor.PulseAll(_gate);
        }

        _hasConfirmed = true;
        foreach (var (batch, from, to, bytes) in _confirmed)
        {
            _counters.Add(to - from, bytes);
            _standing.Confirmed(to - from, bytes);
            batch.Owner.Confirmed(batch, from, to);
        }
    }

    private bool IsWithheld()
    {
        int unconfirmed;
        lock (_gate)
        {
            unconfirmed = _window.Count;
            if (unconfirmed == 0 || _clock.GetElapsedTime(_progressAt) < _options.Times.Withheld)
                return false;
        }

        Break(IndexerFailures.Withholds(unconfirmed, _options.Times.Withheld));
        return true;
    }
}
