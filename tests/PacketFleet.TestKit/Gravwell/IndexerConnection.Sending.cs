using System.Buffers;
using System.Net.Sockets;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.TestKit.Gravwell;

/// <content>What is sent: answers by the reader, confirmations and signs of life by a thread of their own.</content>
internal sealed partial class IndexerConnection
{
    private const int MostAtOnce = 4096;

    private readonly Thread _sender;
    private readonly Lock _sending = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Queue<Awaiting> _awaiting = new();
    private SnappyFrameEncoder? _snappy;
    private long _received;
    private long _readTo;
    private long _forcedTo;
    private long _taken;
    private long _due;

    /// <summary>Asks for a pause, once the greeting is over.</summary>
    public void Throttle(TimeSpan pause)
    {
        try
        {
            lock (_sending)
            {
                if (_open)
                    Send(output => IndexerMessages.Throttle(output, pause));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
        }
    }

    private void Send(Action<IBufferWriter<byte>> write)
    {
        if (!Faults.Mute)
            Write(write);
    }

    private void Write(Action<IBufferWriter<byte>> write)
    {
        lock (_sending)
        {
            _output.ResetWrittenCount();
            write(_output);
            if (_snappy is not null)
            {
                var compressed = new ArrayBufferWriter<byte>();
                _snappy.Write(compressed, _output.WrittenSpan);
                _stream.Write(compressed.WrittenSpan);
            }
            else
            {
                _stream.Write(_output.WrittenSpan);
            }

            _stream.Flush();
        }
    }

    // An entry was read whole.
    private void Await(ulong id, ulong identity)
    {
        lock (_gate)
        {
            _awaiting.Enqueue(new(id, identity, _due));
            _received++;
        }
    }

    // What was read may be confirmed now.
    private void Confirm(bool forced)
    {
        int waiting;
        lock (_gate)
        {
            _readTo = _received;
            if (forced)
                _forcedTo = _received;
            waiting = _awaiting.Count;
            Monitor.PulseAll(_gate);
        }

        Ledger.Unsent(waiting);
    }

    private void SendUnasked()
    {
        try
        {
            var nextPong = Environment.TickCount64 + (long)_indexer.Options.KeepAlive.TotalMilliseconds;
            while (!IsClosed())
            {
                if (SendConfirmations())
                    continue;
                if (Environment.TickCount64 >= nextPong)
                {
                    Send(output => output.Write(IndexerMessages.Pong));
                    nextPong = Environment.TickCount64 + (long)_indexer.Options.KeepAlive.TotalMilliseconds;
                }

                lock (_gate)
                {
                    if (!_closed && Ready(Environment.TickCount64) == 0)
                        Monitor.Wait(_gate, UntilNext(nextPong));
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private bool SendConfirmations(bool all = false)
    {
        Awaiting[] batch;
        lock (_gate)
        {
            batch = new Awaiting[all ? _awaiting.Count : Ready(Environment.TickCount64)];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = _awaiting.Dequeue();
            _taken += batch.Length;
        }

        if (batch.Length == 0)
            return false;
        if (Faults.ReorderAcks)
            Array.Reverse(batch);

        // Taken is sent, even where it was muted meanwhile: it would be lost.
        Write(output =>
        {
            foreach (var entry in batch)
                IndexerMessages.Confirm(output, entry.Id);
        });
        Ledger.Confirm([.. batch.Select(b => b.Identity)]);
        return true;
    }

    // How many of those that wait longest may go out.
    private int Ready(long now)
    {
        if (Faults.Mute)
            return 0;
        var to = Faults.Acks switch { IndexerAcks.Prompt => Math.Max(_readTo, _forcedTo), IndexerAcks.Forced => _forcedTo, _ => 0 };
        var most = Math.Min(to - _taken, MostAtOnce);
        var ready = 0;
        foreach (var entry in _awaiting)
        {
            if (ready >= most || entry.Due > now)
                break;
            ready++;
        }

        return ready;
    }

    private TimeSpan UntilNext(long nextPong)
    {
        var now = Environment.TickCount64;
        var next = _awaiting.TryPeek(out var first) && first.Due > now ? Math.Min(nextPong, first.Due) : nextPong;

        // A sign of life that is muted is looked for again after a while.
        return TimeSpan.FromMilliseconds(Math.Clamp(next - now, 1, 60_000));
    }

    private bool IsClosed()
    {
        lock (_gate)
            return _closed;
    }

    private readonly record struct Awaiting(ulong Id, ulong Identity, long Due);
}
