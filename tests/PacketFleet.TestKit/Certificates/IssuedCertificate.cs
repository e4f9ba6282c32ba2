using System.Security.Cryptography.X509Certificates;

namespace PacketFleet.TestKit.Certificates;

/// <summary>How keys are made.</summary>
public enum KeyKind
{
    /// <summary>P-256: quick to make.</summary>
    Elliptic,

    /// <summary>RSA of 2048 bits.</summary>
    Rsa,
}

/// <summary>What a certificate shall be; a server's for loopback unless said otherwise.</summary>
public sealed record CertificateWishes
{
    /// <summary>Common name.</summary>
    public string Subject { get; init; } = "127.0.0.1";

    /// <summary>Alternative names: DNS names and IP addresses.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["127.0.0.1", "::1", "localhost"];

    /// <summary>Extended key usage <c>serverAuth</c>.</summary>
    public bool ForServers { get; init; } = true;

    /// <summary>Extended key usage <c>clientAuth</c>.</summary>
    public bool ForClients { get; init; }

    /// <summary>Valid from.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddDays(-300);

    /// <summary>Valid until.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.UtcNow.AddDays(3000);

    /// <summary>Text before the certificate in its file.</summary>
    public string Preamble { get; init; } = "";

    /// <summary>The same, but expired a day ago.</summary>
    public CertificateWishes Expired() => this with { NotAfter = DateTimeOffset.UtcNow.AddDays(-1) };
}

/// <summary>A certificate and its key as PEM files.</summary>
public sealed record IssuedCertificate(string CertificateFile, string KeyFile)
{
    /// <summary>Reads both files.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
}
