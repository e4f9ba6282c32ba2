using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>
/// A connection for one question and its answer, or, where it is kept, for one after the other. Everything blocks on the calling thread; whoever wants it to end sooner closes
/// the socket through the <see cref="ConnectionGuard"/>.
/// </summary>
internal sealed partial class StenographerConnection : IDisposable
{
    /// <summary>Bytes received at a time on a connection that is kept: its answers are pages, a few KiB as a rule.</summary>
    private const int ReceiveOfPages = 16 * 1024;

    private readonly ConnectionGuard _guard;
    private readonly StenographerFailures _failures;
    private readonly ConnectionTimes _times;
    private readonly Credentials _credentials;
    private readonly DateTimeOffset _now;
    private readonly bool _keep;
    private readonly HttpSideStream _stream;
    private readonly HttpMessageInvoker _http;

    private StenographerConnection(
        ConnectionGuard guard, StenographerFailures failures, ConnectionTimes times, Credentials credentials, DateTimeOffset now, SslStream tls, bool keep)
    {
        _guard = guard;
        _failures = failures;
        _times = times;
        _credentials = credentials;
        _now = now;
        _keep = keep;
        _stream = new(tls, keep);
        _http = Client(_stream);
    }

    /// <summary>
    /// Connects and makes TLS; null with the <paramref name="failure"/> when that cannot be. Where it is kept, it takes further
    /// questions once an answer was read to its end, each with <see cref="ConnectionTimes.Whole"/> of its own.
    /// </summary>
    public static StenographerConnection? Open(
        StenographerAddress address,
        Credentials credentials,
        ConnectionTimes times,
        DateTimeOffset now,
        ConnectionGuard guard,
        StenographerFailures failures,
        out RegionOutcome? failure,
        bool keep = false)
    {
        guard.SetDeadline(times.Connect);
        failure = Connect(address, times, guard, failures, out var socket);
        if (failure is not null)
            return null;

        failure = Secure(socket!, keep, address, credentials, times, now, guard, failures, out var tls);
        if (failure is not null)
            return null;

        guard.SetDeadline(times.Whole);
        try
        {
            socket!.ReceiveTimeout = socket.SendTimeout = times.StallMilliseconds;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed by the guard a moment ago: whatever is asked of it next ends at once, and the guard knows why.
        }

        return new(guard, failures, times, credentials, now, tls!, keep);
    }

    /// <summary>Closes the socket before anything else, so that nothing above it tries to part politely from a server in mid-answer.</summary>
    public void Dispose()
    {
        _guard.Dispose();
        _http.Dispose();
        _stream.Dispose();
    }

    private static RegionOutcome? Connect(
        StenographerAddress address, ConnectionTimes times, ConnectionGuard guard, StenographerFailures failures, out Socket? socket)
    {
        socket = null;
        var found = HostLookup.Find(address.Host, guard, out var lookupError);
        if (guard.Cancelled)
            return failures.Cancelled();

        if (found.Length == 0)
            return failures.NotFound(lookupError);

        var error = SocketError.HostUnreachable;
        foreach (var ip in found)
        {
            socket = new(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            guard.Watch(socket);
            try
            {
                socket.Connect(ip, address.Port);
                return null;
            }
            catch (SocketException e)
            {
                error = e.SocketErrorCode;
            }
            catch (ObjectDisposedException)
            {
                error = SocketError.OperationAborted;
            }

            socket.Dispose();
            if (guard.Cancelled)
                return failures.Cancelled();

            if (guard.TimedOut)
                return failures.ConnectTimeout(times.Connect);
        }

        return failures.NotConnected(error);
    }

    private static RegionOutcome? Secure(
        Socket socket,
        bool keep,
        StenographerAddress address,
        Credentials credentials,
        ConnectionTimes times,
        DateTimeOffset now,
        ConnectionGuard guard,
        StenographerFailures failures,
        out SslStream? tls)
    {
        var raw = keep ? new BlockingSocketStream(socket, ReceiveOfPages) : new BlockingSocketStream(socket);
        var check = new ServerCertificateCheck(address.CertificateName, now);
        tls = new SslStream(raw);
        try
        {
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = address.CertificateName,
                ClientCertificateContext = credentials.Context,
                CertificateChainPolicy = credentials.ServerPolicy(now),
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = check.Accept,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                AllowTlsResume = false,
            });
            return null;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            socket.Dispose();
            tls.Dispose();
            return guard.Cancelled ? failures.Cancelled()
                : guard.TimedOut ? failures.HandshakeTimeout(times.Connect)
                : check.Fault is { } fault ? failures.TheirCertificate(fault)
                : raw.FirstByte is { } first and not (>= 20 and <= 23) ? failures.NotTls()
                : TlsAlert.Find(e) is { IsAboutCertificate: true } alert ? failures.OurCertificate(alert, credentials.ClientFault(now))
                : e is IOException ? failures.HandshakeCut(e)
                : failures.HandshakeFailed(TlsAlert.Find(e), e);
        }
    }

    private static HttpMessageInvoker Client(HttpSideStream stream)
    {
        var used = 0;
        return new(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 1,
            ActivityHeadersPropagator = null,
            ConnectCallback = (_, _) => Interlocked.Exchange(ref used, 1) == 0
                ? new(stream)
                : ValueTask.FromException<Stream>(new IOException("The connection is used up.")),
        });
    }
}
