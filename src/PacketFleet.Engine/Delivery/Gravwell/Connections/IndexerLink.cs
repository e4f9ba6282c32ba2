using System.Net;
using System.Net.Sockets;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// The transport of one connection: a socket that only ever blocks, with TLS where wanted. Whoever wants it to end closes it through its
/// guard's token.
/// </summary>
internal sealed partial class IndexerLink : IDisposable
{
    // Confirmations are 12 bytes each.
    private const int ReceiveSize = 64 << 10;

    // What has come by then has to do.
    private const int GatherMilliseconds = 20;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly ConnectionGuard _guard;
    private int _gathered = 1;
    private int _silence;
    private bool _cannotGather;

    private IndexerLink(Socket socket, ConnectionGuard guard)
    {
        (_socket, _guard) = (socket, guard);
        Stream = new BlockingSocketStream(socket, ReceiveSize, StopGathering);
        Address = socket.LocalEndPoint is IPEndPoint own ? own.Address : IPAddress.IPv6Loopback;
    }

    /// <summary>The bytes, decrypted.</summary>
    public Stream Stream { get; private set; }

    /// <summary>Our own address on it.</summary>
    public IPAddress Address { get; }

    /// <summary>A deadline passed; the socket is closed.</summary>
    public bool TimedOut => _guard.TimedOut;

    /// <summary>Reaches an indexer, trying every address of its name; null with how it <paramref name="end"/>ed when it cannot be.</summary>
    /// <param name="target">Where it is.</param>
    /// <param name="options">How it is to be trusted, and how long to wait.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="broken">Closes the socket, now or later.</param>
    /// <param name="end">Why not.</param>
    public static IndexerLink? Open(IndexerTarget target, GravwellSinkOptions options, TimeProvider clock, CancellationToken broken, out ConnectionEnd? end)
    {
        var until = clock.GetUtcNow() + options.Times.Connect;
        var link = target.Transport == IndexerTransport.Pipe
            ? ConnectPipe(target, options.Times.Connect, clock, broken, out end)
            : ConnectTcp(target, options.Times.Connect, clock, broken, out end);
        if (link is null || target.Transport != IndexerTransport.Tls)
            return link;

        link.SetDeadline(Left(until, clock));
        end = link.Secure(target, options, clock);
        if (end is null)
            return link;
        link.Dispose();
        return null;
    }

    /// <summary>Closes it after this span, unless another is set before; zero = never.</summary>
    public void SetDeadline(TimeSpan span) => _guard.SetDeadline(span);

    /// <summary>From now on a read fails when nothing has come for so long.</summary>
    public void SetSilence(TimeSpan span)
    {
        _silence = (int)Math.Clamp(span.TotalMilliseconds, 1, int.MaxValue);
        _socket.ReceiveTimeout = _silence;
    }

    /// <summary>
    /// Lets reads wait until so many bytes have come, or for a moment if they do not: the system then wakes us once for many small
    /// packets. 1 = they return with whatever has come.
    /// </summary>
    public void Gather(int bytes)
    {
        if (bytes == _gathered || _cannotGather)
            return;
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, bytes);
            _socket.ReceiveTimeout = bytes == 1 ? _silence : GatherMilliseconds;
            _gathered = bytes;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Not every system can, and it only saves work. On a closed one the next read ends.
            (_cannotGather, _gathered) = (true, 1);
        }
    }

    /// <summary>Something has arrived, or the far side hung up; waits for that.</summary>
    public bool HasArrived(TimeSpan patience) => _socket.Poll(patience, SelectMode.SelectRead);

    /// <summary>Our own address as entries carry it: 16 bytes, IPv4 mapped into IPv6.</summary>
    public byte[] Source() => Address.MapToIPv6().GetAddressBytes();

    /// <summary>Closes the socket before anything else, so that nothing above it tries to part politely.</summary>
    public void Dispose()
    {
        _guard.Dispose();
        Stream.Dispose();
    }

    // True where it had gathered.
    private bool StopGathering()
    {
        if (_gathered == 1)
            return false;
        Gather(1);
        return true;
    }

    private static IndexerLink? ConnectTcp(IndexerTarget target, TimeSpan patience, TimeProvider clock, CancellationToken broken, out ConnectionEnd? end)
    {
        var until = clock.GetUtcNow() + patience;
        using var lookup = new ConnectionGuard(clock, broken);
        lookup.SetDeadline(patience);
        var found = HostLookup.Find(target.Host, lookup, out var error);
        if (found.Length == 0)
        {
            end = lookup.Cancelled ? ConnectionEnd.Stopped : IndexerFailures.NotFound(target.Host, error);
            return null;
        }

        end = null;
        for (var i = 0; i < found.Length && end?.Kind != EndKind.Stopped; i++)
        {
            // One address that swallows everything leaves the others their share of the time.
            var share = Left(until, clock) / (found.Length - i);
            var socket = new Socket(found[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            SetKeepAlive(socket);
            if (Connect(socket, new IPEndPoint(found[i], target.Port), share, clock, broken, out end) is { } link)
                return link;
        }

        return null;
    }

    private static IndexerLink? ConnectPipe(IndexerTarget target, TimeSpan patience, TimeProvider clock, CancellationToken broken, out ConnectionEnd? end)
    {
        if (IndexerFailures.PipeFault(target.Host) is { } fault)
        {
            end = fault;
            return null;
        }

        // Where others queue for the socket already, this bounds the waiting: closing it would not.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = (int)patience.TotalMilliseconds };
        return Connect(socket, new UnixDomainSocketEndPoint(target.Host), patience, clock, broken, out end);
    }

    private static IndexerLink? Connect(Socket socket, EndPoint address, TimeSpan patience, TimeProvider clock, CancellationToken broken, out ConnectionEnd? end)
    {
        var guard = new ConnectionGuard(clock, broken);
        guard.Watch(socket);
        guard.SetDeadline(patience);
        try
        {
            socket.Connect(address);
            socket.SendTimeout = 0;
            var link = new IndexerLink(socket, guard);
            end = null;
            return link;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            end = guard.Cancelled ? ConnectionEnd.Stopped
                : guard.TimedOut ? IndexerFailures.NotConnected(SocketError.TimedOut)
                : IndexerFailures.NotConnected(e is SocketException socketError ? socketError.SocketErrorCode : SocketError.OperationAborted);
        }

        guard.Dispose();
        socket.Dispose();
        return null;
    }

    private static void SetKeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAlive.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)KeepAlive.TotalSeconds);
    }

    // Never zero: that would be no deadline.
    private static TimeSpan Left(DateTimeOffset until, TimeProvider clock) =>
        TimeSpan.FromMilliseconds(Math.Max(1, (until - clock.GetUtcNow()).TotalMilliseconds));
}
