using System.Net;
using System.Net.Sockets;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>Passes bytes on between clients and a server of this machine, as slowly as wanted towards the clients.</summary>
internal sealed class SlowRelay : IDisposable
{
    private const int Buffer = 32 << 10;

    private readonly int _server;
    private Socket _listener = null!;
    private long _passed;

    /// <summary>Listens at a free port.</summary>
    /// <param name="server">The port it passes on to.</param>
    public SlowRelay(int server)
    {
        _server = server;
        Open();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Bytes a second of each connection towards its client; 0 = as they come.</summary>
    public int Pace { get; set; }

    /// <summary>Bytes that went to clients so far.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Listens again, at the same port.</summary>
    public void Open()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen(64);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        var listener = _listener;
        Run(() => Accept(listener));
    }

    /// <summary>Listens no longer; what is open stays.</summary>
    public void Close() => _listener.Dispose();

    public void Dispose() => Close();

    private void Accept(Socket listener)
    {
        while (true)
        {
            var client = listener.Accept();

            // Little waits here, so that a server that ends has most of its answer still to send; with less room than a segment it would stutter.
            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * Buffer };
            Run(() =>
            {
                using (client)
                using (server)
                {
                    server.Connect(IPAddress.Loopback, _server);
                    var asking = Run(() => Pass(client, server, () => 0, _ => { }));
                    Pass(server, client, () => Pace, n => Interlocked.Add(ref _passed, n));
                    asking.Join();
                }
            });
        }
    }

    // To dispose of a socket in which another thread waits would reset it, and throw away what is on its way: whoever ends is told on.
    private static void Pass(Socket from, Socket to, Func<int> pace, Action<int> count)
    {
        try
        {
            var buffer = new byte[Buffer];
            for (int read; (read = from.Receive(buffer)) > 0; count(read))
            {
                if (pace() is > 0 and var slow)
                    Thread.Sleep(TimeSpan.FromSeconds((double)read / slow));
                for (var sent = 0; sent < read;)
                    sent += to.Send(buffer.AsSpan(sent, read - sent));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            from.Dispose();
            to.Dispose();
            throw;
        }
    }

    private static Thread Run(Action body)
    {
        var thread = new Thread(() => Try(body)) { IsBackground = true, Name = "slow relay" };
        thread.Start();
        return thread;
    }

    private static void Try(Action body)
    {
        try
        {
            body();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Either side left.
        }
    }
}
