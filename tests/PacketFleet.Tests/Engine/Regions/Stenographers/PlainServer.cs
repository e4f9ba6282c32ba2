using System.Net;
using System.Net.Sockets;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

/// <summary>Takes one connection, waits for the first bytes, says its piece in clear and closes.</summary>
internal sealed class PlainServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PlainServer(byte[] piece)
    {
        _listener.Start();
        new Thread(() => Serve(piece)) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private void Serve(byte[] piece)
    {
        try
        {
            using var socket = _listener.AcceptSocket();
            socket.Receive(new byte[65536]);
            socket.Send(piece);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
