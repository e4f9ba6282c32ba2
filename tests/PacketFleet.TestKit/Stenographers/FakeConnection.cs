using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>One connection to the fake: reads questions and plays the answers.</summary>
internal sealed partial class FakeConnection(FakeStenographer server, Socket socket) : IDisposable
{
    private Stream _stream = Stream.Null;

    /// <summary>Serves until either side ends it; never throws.</summary>
    public void Serve()
    {
        try
        {
            socket.NoDelay = true;
            if (server.Options.SilentHandshake)
            {
                WaitForClientToLeave();
                return;
            }

            _stream = new NetworkStream(socket, ownsSocket: false);
            if (server.Options.Tls)
            {
                var tls = new SslStream(_stream);
                _stream = tls;
                tls.AuthenticateAsServer(server.Trust.Handshake());
            }

            while (ReadQuery() is { } query && Play(query, server.Choose(query)) && !WantsClose(query))
            {
            }

            (_stream as SslStream)?.ShutdownAsync().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException or InvalidOperationException or CryptographicException)
        {
        }
        finally
        {
            Dispose();
            server.Forget(this);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        _stream.Dispose();
    }

    /// <summary>Cuts the connection, from any thread.</summary>
    public void Cut(CutKind kind)
    {
        try
        {
            if (kind == CutKind.Reset)
                socket.LingerState = new(enable: true, seconds: 0);
            else
                socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    private static bool WantsClose(FakeQuery query) =>
        string.Equals(query.Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    private FakeQuery? ReadQuery()
    {
        var head = new MemoryStream();
        while (!EndsHead(head))
        {
            var next = _stream.ReadByte();
            if (next < 0 || head.Length > 65536)
                return null;

            head.WriteByte((byte)next);
        }

        var lines = Encoding.Latin1.GetString(head.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var request = lines[0].Split(' ');
        if (request.Length < 3)
            return null;

        var headers = lines.Skip(1)
            .Select(l => l.Split(':', 2))
            .ToDictionary(p => p[0].Trim(), p => p[^1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        _stream.ReadExactly(body);
        return new(request[0], request[1], Encoding.UTF8.GetString(body), headers);
    }

    private static bool EndsHead(MemoryStream head) =>
        head.Length >= 4 && head.GetBuffer().AsSpan(0, (int)head.Length).EndsWith("\r\n\r\n"u8);

    private void WaitForClientToLeave()
    {
        Span<byte> peek = stackalloc byte[1];
        while (!server.Stopping.IsCancellationRequested)
        {
            // Nothing more is due from the client, so whatever can be read is its goodbye; a ClientHello is not.
            if (!socket.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead))
                continue;

            if (!server.Options.SilentHandshake || socket.Receive(peek) == 0)
                return;
        }
    }
}
