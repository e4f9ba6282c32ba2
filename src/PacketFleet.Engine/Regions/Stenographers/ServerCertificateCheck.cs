using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>Judges a server's certificate and keeps the reason as a clause for people.</summary>
internal sealed class ServerCertificateCheck(string expectedName, DateTimeOffset now)
{
    /// <summary>What was wrong, following the region's name, the mend last; null when nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>The callback for the handshake.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = certificate is not X509Certificate2 theirs || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
            ? "shows no certificate: check its settings"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ChainFault(theirs, chain)
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? NameFault(theirs)
            : null;
        return Fault is null;
    }

    private string ChainFault(X509Certificate2 theirs, X509Chain? chain)
    {
        var status = ChainFaults.All(chain);
        if (ChainFaults.IsForeignIssuer(status))
            return $"shows a certificate of an issuer we do not trust ({OneLine.Of(theirs.Issuer)}): check `CaCert` in its settings";

        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var late = chain!.ChainElements.FirstOrDefault(e => e.Certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)?.Certificate;
            return late is null
                ? "shows a certificate that is not valid yet: check the clocks of both sides"
                : late.Equals(theirs)
                    ? $"shows a certificate that expired on {StenographerFailures.Day(late.NotAfter)}: renew it on the sensor"
                    : $"shows a certificate whose issuer expired on {StenographerFailures.Day(late.NotAfter)}: renew the authority and `CaCert`";
        }

        return status.HasFlag(X509ChainStatusFlags.NotValidForUsage)
            ? "shows a certificate that is not meant for servers: give the sensor another one"
            : $"shows a certificate that does not hold ({status}): renew it on the sensor";
    }

    private string NameFault(X509Certificate2 theirs)
    {
        var names = theirs.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(n => n.EnumerateDnsNames().Concat(n.EnumerateIPAddresses().Select(a => a.ToString())))
            .ToList();
        if (names.Count == 0)
            names.Add(theirs.GetNameInfo(X509NameType.SimpleName, forIssuer: false));

        return $"shows a certificate for {OneLine.Of(string.Join(", ", names))}, not for {expectedName}: set `ServerName` to the name in the certificate";
    }
}
