using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>The fake's certificate, and which clients it takes.</summary>
internal sealed class FakeTrust(TestPki pki, FakeServerOptions options)
{
    private readonly SslStreamCertificateContext _context =
        SslStreamCertificateContext.Create((options.Certificate ?? pki.Server).Load(), additionalCertificates: null, offline: true);

    /// <summary>Options for one handshake.</summary>
    public SslServerAuthenticationOptions Handshake() => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = options.Protocols,
        AllowTlsResume = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 client && Accepts(client),
    };

    private bool Accepts(X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(options.ClientsOf ?? pki.Authority);
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        return chain.Build(client);
    }
}
