using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

internal sealed partial class StenographerFailures
{
    /// <summary>Our own certificate is out of date: there is no use in asking.</summary>
    public RegionOutcome OwnCertificateOutOfDate(X509Certificate2 own, DateTimeOffset now) => own.NotAfter.ToUniversalTime() < now.UtcDateTime
        ? Untrusted($"would refuse us, for our client certificate expired on {Day(own.NotAfter)}: renew `ClientCert`")
        : Untrusted($"would refuse us, for our client certificate is valid only from {Day(own.NotBefore)} on: check the clock or `ClientCert`");

    /// <summary>Their certificate does not do; the clause says why and what to mend.</summary>
    public RegionOutcome TheirCertificate(string clause) => Untrusted(clause);

    /// <summary>They refused our certificate.</summary>
    /// <param name="alert">Their TLS alert.</param>
    /// <param name="ownFault">What we find wrong with it ourselves.</param>
    public RegionOutcome OurCertificate(TlsAlert alert, string? ownFault) =>
        Untrusted($"refused our client certificate ({ownFault ?? alert.Meaning}): check `ClientCert` in its settings");

    /// <summary>The handshake took too long.</summary>
    public RegionOutcome HandshakeTimeout(TimeSpan after) =>
        Unreachable($"took the connection at {_at} but did not begin TLS within {Seconds(after)}: check that a Stenographer listens there");

    /// <summary>What listens there does not speak TLS.</summary>
    public RegionOutcome NotTls() =>
        ServerError($"does not speak TLS at {_at}: check the port in `Url`", false);

    /// <summary>The connection went away during the handshake.</summary>
    public RegionOutcome HandshakeCut(Exception error) =>
        Unreachable($"broke off the TLS handshake at {_at} ({BrokeHow(error)}): check that a Stenographer listens there and accepts our client certificate");

    /// <summary>No common ground, or another alert.</summary>
    public RegionOutcome HandshakeFailed(TlsAlert? alert, Exception error) =>
        Untrusted($"could not agree with us on TLS ({alert?.Meaning ?? OneLine.Of((error.InnerException ?? error).Message)}): check both sides' TLS versions and certificates");
}
