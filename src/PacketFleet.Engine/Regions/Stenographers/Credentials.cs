using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>What both sides prove themselves with, read from the PEM files of a region's settings.</summary>
/// <param name="Authorities">The certificates of <c>CaCert</c>.</param>
/// <param name="Client">Our certificate with its private key.</param>
/// <param name="Context">The same, prepared for sending, with any intermediate certificates of its file.</param>
internal sealed record Credentials(X509Certificate2Collection Authorities, X509Certificate2 Client, SslStreamCertificateContext Context)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>Trust in nothing but <see cref="Authorities"/>, for a server's certificate.</summary>
    public X509ChainPolicy ServerPolicy(DateTimeOffset now) => Policy(ServerUse, now);

    /// <summary>Why a server with the same authority would refuse our certificate, as a clause; null when there is no such reason.</summary>
    public string? ClientFault(DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(ClientUse, now) };
        for (var i = 1; i < Context.IntermediateCertificates.Count; i++)
            chain.ChainPolicy.ExtraStore.Add(Context.IntermediateCertificates[i]);

        if (chain.Build(Client))
            return null;

        var status = ChainFaults.All(chain);
        return status.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? "it is not meant for clients"
            : ChainFaults.IsForeignIssuer(status) ? "the authority in `CaCert` did not issue it"
            : null;
    }

    private X509ChainPolicy Policy(string use, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.UtcDateTime,
        };
        policy.ApplicationPolicy.Add(new(use));
        policy.CustomTrustStore.AddRange(Authorities);
        return policy;
    }
}
