using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <content>TLS.</content>
internal sealed partial class IndexerLink
{
    private ConnectionEnd? Secure(IndexerTarget target, GravwellSinkOptions options, TimeProvider clock)
    {
        var raw = (BlockingSocketStream)Stream;
        var check = new IndexerCertificateCheck(target.Host, options, clock.GetUtcNow());
        var tls = new SslStream(raw);
        Stream = tls;
        try
        {
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = target.Host,
                CertificateChainPolicy = check.SystemPolicy(),
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = check.Accept,
                AllowTlsResume = false,
            });
            return null;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            return _guard.Cancelled ? ConnectionEnd.Stopped
                : _guard.TimedOut ? IndexerFailures.HandshakeTimeout(options.Times.Connect)
                : check.Fault is { } fault ? ConnectionEnd.Refused(fault)
                : raw.FirstByte is { } first and not (>= 20 and <= 23) ? IndexerFailures.NotTls()
                : IndexerFailures.HandshakeFailed(e);
        }
    }
}
