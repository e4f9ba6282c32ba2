using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>
/// A Stenographer as its clients see it, on a real socket of 127.0.0.1 with mutual TLS: it answers what it is told to, faults
/// included, and keeps what it was asked. Its own small HTTP/1.1, one blocking thread per connection.
/// </summary>
public sealed class FakeStenographer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<FakeConnection, Thread> _connections = new();
    private readonly ConcurrentQueue<FakeQuery> _queries = new();
    private readonly ConcurrentQueue<FakeQuery> _debugQueries = new();
    private readonly BlockingCollection<FakeQuery> _arrivals = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TestPki _pki;
    private int _accepted;

    /// <summary>Starts listening.</summary>
    public FakeStenographer(TestPki pki, FakeServerOptions? options = null)
    {
        _pki = pki;
        Options = options ?? new();
        Trust = new(pki, Options);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Options.Port));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        new Thread(Accept) { IsBackground = true, Name = "fake stenographer" }.Start();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>What it answers to <c>POST /query</c>; an empty capture by default. Called on the connection's thread.</summary>
    public Func<FakeQuery, FakeAnswer> Answer { get; set; } = _ => FakeAnswer.Capture(Packets.ClassicPcap.Header());

    /// <summary>What it answers to <c>GET /debug/stats</c>; null = 404.</summary>
    public Func<FakeAnswer>? Stats { get; set; } = () => FakeAnswer.Capture("oldest_timestamp\t0\ncurrent_files\t0\n"u8.ToArray());

    /// <summary>What it answers to other questions below <c>/debug/</c>; null, and an answer that is null, = 404. Called on the connection's thread.</summary>
    public Func<FakeQuery, FakeAnswer?>? Debug { get; set; }

    /// <summary>Questions below <c>/debug/</c> so far, in order of arrival.</summary>
    public IReadOnlyList<FakeQuery> DebugQueries => [.. _debugQueries];

    /// <summary>Questions to <c>/query</c> so far, in order of arrival.</summary>
    public IReadOnlyList<FakeQuery> Queries => [.. _queries];

    /// <summary>Connections taken so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections open now.</summary>
    public int Open => _connections.Count;

    internal FakeServerOptions Options { get; }

    internal FakeTrust Trust { get; }

    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Settings of a region that is this server.</summary>
    public RegionOptions Region(string name) => _pki.Region(name, Port);

    /// <summary>Waits for the next question that was not waited for yet.</summary>
    public FakeQuery Next(TimeSpan? within = null) =>
        _arrivals.TryTake(out var query, within ?? TimeSpan.FromSeconds(20)) ? query : throw new TimeoutException("The fake was not asked in time.");

    /// <summary>Stops listening and cuts what is open.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        foreach (var (connection, thread) in _connections)
        {
            connection.Cut(CutKind.Reset);

            // Whoever made the certificates disposes them next: no handshake may be at them still.
            if (thread.IsAlive)
                thread.Join(TimeSpan.FromSeconds(5));
        }
    }

    internal FakeAnswer Choose(FakeQuery query)
    {
        if (string.Equals(query.Path, "/query", StringComparison.Ordinal) && string.Equals(query.Method, "POST", StringComparison.Ordinal))
        {
            _queries.Enqueue(query);
            _arrivals.Add(query);
            return Answer(query);
        }

        if (query.Path.StartsWith("/debug/", StringComparison.Ordinal))
            _debugQueries.Enqueue(query);
        var answer = string.Equals(query.Path, "/debug/stats", StringComparison.Ordinal) ? Stats?.Invoke() : Debug?.Invoke(query);
        return answer ?? FakeAnswer.Error(404, "404 page not found\n");
    }

    internal void Forget(FakeConnection connection) => _connections.TryRemove(connection, out _);

    private void Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = new FakeConnection(this, _listener.Accept());
                Interlocked.Increment(ref _accepted);
                var thread = new Thread(connection.Serve) { IsBackground = true, Name = "fake stenographer connection" };
                _connections[connection] = thread;
                thread.Start();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
