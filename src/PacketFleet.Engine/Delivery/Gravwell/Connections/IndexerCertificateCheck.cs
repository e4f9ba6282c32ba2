using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// Judges an indexer's certificate by the system's authorities and those of the settings, and keeps the reason as a clause for people.
/// </summary>
internal sealed class IndexerCertificateCheck(string name, GravwellSinkOptions options, DateTimeOffset now)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>What was wrong, following the indexer's address, the mend last; null when nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>The system's authorities.</summary>
    public X509ChainPolicy SystemPolicy() => Policy(X509ChainTrustMode.System);

    /// <summary>The callback for the handshake.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = !options.VerifyCertificates ? null
            : certificate is not X509Certificate2 theirs || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
                ? "shows no certificate: check its settings"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ChainFault(theirs, chain)
            : null;
        if (Fault is null && options.VerifyCertificates && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            Fault = NameFault((X509Certificate2)certificate!);
        return Fault is null;
    }

    private string? ChainFault(X509Certificate2 theirs, X509Chain? system)
    {
        if (options.Authorities is not { Count: > 0 } authorities)
            return Told(theirs, ChainFaults.All(system));

        using var own = new X509Chain { ChainPolicy = Policy(X509ChainTrustMode.CustomRootTrust) };
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in system?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        if (system is not null)
            own.ChainPolicy.ExtraStore.AddRange(system.ChainPolicy.ExtraStore);
        return own.Build(theirs) ? null : Told(theirs, ChainFaults.All(own));
    }

    private string Told(X509Certificate2 theirs, X509ChainStatusFlags status)
    {
        if (ChainFaults.IsForeignIssuer(status))
            return $"shows a certificate of an issuer we do not trust ({OneLine.Of(theirs.Issuer)}): name its authority in CaCert";
        if (!status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"shows a certificate that does not hold ({status}): give it another one";
        return theirs.NotAfter.ToUniversalTime() < now.UtcDateTime ? $"shows a certificate that expired on {Day(theirs.NotAfter)}: renew it"
            : theirs.NotBefore.ToUniversalTime() > now.UtcDateTime ? "shows a certificate that is not valid yet: check the clocks of both sides"
            : "shows a certificate whose issuer is out of date: renew the authority and CaCert";
    }

    private string NameFault(X509Certificate2 theirs)
    {
        var names = theirs.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(n => n.EnumerateDnsNames().Concat(n.EnumerateIPAddresses().Select(a => a.ToString())))
            .ToList();
        if (names.Count == 0)
            names.Add(theirs.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        return $"shows a certificate for {OneLine.Of(string.Join(", ", names))}, not for {name}: name it in Targets as its certificate does";
    }

    private X509ChainPolicy Policy(X509ChainTrustMode trust)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = trust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.UtcDateTime,
        };
        policy.ApplicationPolicy.Add(new(ServerUse));
        return policy;
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
