using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>One connection of a fake indexer.</summary>
internal sealed partial class IndexerConnection
{
    private readonly FakeIndexer _indexer;
    private readonly Socket _socket;
    private readonly int _number;
    private readonly Thread _reader;
    private readonly IngesterDecoder _decoder = new(bufferSize: 256 * 1024);
    private readonly object _gate = new();
    private Stream _stream = Stream.Null;
    private bool _closed;

    public IndexerConnection(FakeIndexer indexer, Socket socket, int number)
    {
        _indexer = indexer;
        _socket = socket;
        _number = number;
        _reader = new(Serve) { IsBackground = true, Name = $"fake indexer reads {number}" };
        _sender = new(SendUnasked) { IsBackground = true, Name = $"fake indexer sends {number}" };
    }

    private IndexerFaults Faults => _indexer.Faults;

    private IndexerLedger Ledger => _indexer.Ledger;

    private int Version => _indexer.Options.Version;

    public void Start() => _reader.Start();

    /// <summary>Lets both threads look at the faults again.</summary>
    public void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Cuts it, from any thread.</summary>
    public void Cut(bool reset)
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        try
        {
            if (reset)
                _socket.LingerState = new(enable: true, seconds: 0);
            else
                _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        _socket.Dispose();
    }

    /// <summary>Waits until both threads have ended.</summary>
    public void Join()
    {
        if (_reader != Thread.CurrentThread)
            _reader.Join(TimeSpan.FromSeconds(10));
    }

    private void Serve()
    {
        try
        {
            if (IsCut(IndexerCutPoint.Challenge))
                return;
            _stream = Open();
            _challenge = _indexer.Options.Challenge ?? NewChallenge();
            Send(output => IndexerMessages.Challenge(output, _challenge));
            while (TakeMessages() && Receive())
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException or InvalidOperationException or CryptographicException)
        {
        }
        finally
        {
            Cut(reset: false);
            if (_sender.IsAlive)
                _sender.Join();
            _stream.Dispose();
            _indexer.Forget(this);
        }
    }

    private Stream Open()
    {
        if (_indexer.Options.Transport != IndexerTransport.Unix)
            _socket.NoDelay = true;
        var stream = new NetworkStream(_socket, ownsSocket: false);
        if (_indexer.Certificate is not { } certificate)
            return stream;
        var tls = new SslStream(stream);
        tls.AuthenticateAsServer(certificate);
        return tls;
    }

    private IngestChallenge NewChallenge()
    {
        Span<byte> nonce = stackalloc byte[IngestChallenge.NonceLength];
        RandomNumberGenerator.Fill(nonce);

        // Fewer rounds than a real indexer asks for, to be quick.
        return new((ushort)RandomNumberGenerator.GetInt32(100, 200), nonce, _indexer.Options.Version);
    }

    private bool Receive()
    {
        WaitWhile(() => Faults.Stall);
        var received = _stream.Read(_decoder.GetSpan());

        // Also a read that was under way when the stall began gives nothing.
        WaitWhile(() => Faults.Stall);
        if (received > 0)
        {
            _decoder.Advance(received);
            return true;
        }

        if (_decoder.Unread > 0)
            Ledger.CutMessage();
        return false;
    }

    private bool TakeMessages()
    {
        // What was received together is confirmed together.
        _due = Environment.TickCount64 + (long)Faults.AckDelay.TotalMilliseconds;
        while (!IsCutAmongEntries())
        {
            if (IsAboutToBeCut())
                return true;
            if (_decoder.TryRead(out var message))
            {
                if (!Take(message))
                    return false;
                continue;
            }

            if (_decoder.Fault is { } fault)
                return Violated(fault);
            if (!_answered && _decoder.Unread > 0)
                return Violated("The ingester sent its answer to the challenge in pieces: it is read at once.");

            // Everything there was has been read, which is when confirmations go out.
            Confirm(forced: false);
            return true;
        }

        return false;
    }

    private bool IsCut(IndexerCutPoint point)
    {
        if (Faults.TakeCut(c => c.Point == point) is not { } cut)
            return false;
        Cut(cut.Reset);
        return true;
    }

    private bool IsCutAmongEntries()
    {
        var cut = Faults.TakeCut(c => HasReached(c) && _decoder.Unread >= c.Bytes);
        if (cut is null)
            return false;
        if (cut.Bytes > 0)
            Ledger.CutMessage();
        if (cut.ConfirmsFirst)
            SendConfirmations(all: true);
        Cut(cut.Reset);
        return true;
    }

    // Nothing more is read then, so that the bytes that arrive are those of the next entry.
    private bool IsAboutToBeCut() => Faults.Cut is { } cut && HasReached(cut);

    private bool HasReached(IndexerCut cut) => cut.Point == IndexerCutPoint.Entries && _open && _entries >= cut.Entries;

    private void WaitWhile(Func<bool> condition)
    {
        lock (_gate)
        {
            while (!_closed && condition())
                Monitor.Wait(_gate);
        }
    }

    private bool Violated(string sentence)
    {
        Ledger.Violation(sentence);
        return false;
    }
}
