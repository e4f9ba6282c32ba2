using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.TestKit.Gravwell;

/// <summary>
/// A Gravwell indexer as its ingesters see it, on a real socket: speaks the ingest protocol strictly, keeps what it receives, and does
/// wrong what it is told to. Two blocking threads per connection: one reads, one sends confirmations and signs of life.
/// </summary>
public sealed class FakeIndexer : IDisposable
{
    private readonly ConcurrentDictionary<IndexerConnection, bool> _connections = new();
    private readonly Lock _gate = new();
    private readonly string? _directory;
    private Socket? _listener;
    private int _accepted;

    /// <summary>Starts listening.</summary>
    public FakeIndexer(FakeIndexerOptions? options = null)
    {
        Options = options ?? new();
        Secret = new(Options.Secret);
        Ledger = new(Options.Keep);
        Port = Options.Port;
        Certificate = Options.Certificate?.Load();
        if (Options.Transport == IndexerTransport.Tls && Certificate is null)
            throw new ArgumentException("The fake indexer has no certificate: give one, for TLS.", nameof(options));
        if (Options.Transport == IndexerTransport.Unix)
        {
            _directory = Directory.CreateTempSubdirectory("packetfleet-indexer-").FullName;
            Path = System.IO.Path.Combine(_directory, "pipe");
        }

        Faults.Changed += Wake;
        Start();
    }

    /// <summary>A fake that is reached by TLS, with the server's certificate of an authority.</summary>
    public FakeIndexer(TestPki pki, FakeIndexerOptions? options = null)
        : this((options ?? new()) with { Transport = IndexerTransport.Tls, Certificate = options?.Certificate ?? pki.Server })
    {
    }

    /// <summary>What it does wrong.</summary>
    public IndexerFaults Faults { get; } = new();

    /// <summary>What it has received and confirmed.</summary>
    public IndexerLedger Ledger { get; }

    /// <summary>Its port, the same after a restart; 0 for a Unix socket.</summary>
    public int Port { get; private set; }

    /// <summary>The path of its Unix socket, the same after a restart; null for others.</summary>
    public string? Path { get; }

    /// <summary>Its address as it stands in a setting: <c>tcp://127.0.0.1:port</c>, <c>tls://127.0.0.1:port</c> or <c>pipe:///path</c>.</summary>
    public string Target => Options.Transport switch
    {
        IndexerTransport.Unix => "pipe://" + Path,
        IndexerTransport.Tls => $"tls://127.0.0.1:{Port}",
        _ => $"tcp://127.0.0.1:{Port}",
    };

    /// <summary>Connections taken so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections open now.</summary>
    public int Open => _connections.Count;

    internal FakeIndexerOptions Options { get; }

    internal IngestSecret Secret { get; }

    internal X509Certificate2? Certificate { get; }

    /// <summary>Asks all connections that are past their greeting for a pause.</summary>
    public void Throttle(TimeSpan pause)
    {
        foreach (var connection in _connections.Keys)
            connection.Throttle(pause);
    }

    /// <summary>Cuts all connections; goes on listening.</summary>
    public void CutAll(bool reset = true)
    {
        foreach (var connection in _connections.Keys)
            connection.Cut(reset);
    }

    /// <summary>Stops listening and cuts all connections, as a crash does: what was not confirmed never will be.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            if (Path is not null)
                File.Delete(Path);
        }

        foreach (var connection in _connections.Keys)
        {
            connection.Cut(reset: true);
            connection.Join();
        }
    }

    /// <summary>Listens again, at the same place.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_listener is not null)
                return;
            var unix = Path is not null;
            _listener = unix
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(unix ? new UnixDomainSocketEndPoint(Path!) : new IPEndPoint(IPAddress.Loopback, Port));
            _listener.Listen(64);
            if (!unix)
                Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
            var listener = _listener;
            new Thread(() => Accept(listener)) { IsBackground = true, Name = "fake indexer" }.Start();
        }
    }

    /// <summary>Stops and starts again at the same place.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        Certificate?.Dispose();
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
    }

    internal void Forget(IndexerConnection connection)
    {
        _connections.TryRemove(connection, out _);
        Ledger.Note();
    }

    private void Accept(Socket listener)
    {
        while (true)
        {
            try
            {
                var socket = listener.Accept();
                lock (_gate)
                {
                    if (!ReferenceEquals(listener, _listener))
                    {
                        socket.Dispose();
                        return;
                    }

                    var connection = new IndexerConnection(this, socket, ++_accepted);
                    _connections[connection] = true;
                    connection.Start();
                }

                Ledger.Note();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Wake()
    {
        foreach (var connection in _connections.Keys)
            connection.Wake();
        Ledger.Note();
    }
}
