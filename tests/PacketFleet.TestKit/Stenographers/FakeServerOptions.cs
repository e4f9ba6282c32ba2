using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>How the fake listens.</summary>
public sealed record FakeServerOptions
{
    /// <summary>What it shows; the server's certificate of its authority when null.</summary>
    public IssuedCertificate? Certificate { get; init; }

    /// <summary>The authority whose clients it takes; its own when null.</summary>
    public X509Certificate2? ClientsOf { get; init; }

    /// <summary>TLS versions; the system's choice by default.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.None;

    /// <summary>False = plain HTTP on the port.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Takes connections but never begins TLS.</summary>
    public bool SilentHandshake { get; init; }

    /// <summary>A fixed port; 0 = any free one.</summary>
    public int Port { get; init; }
}
