using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.Engine.Regions;

namespace PacketFleet.TestKit.Certificates;

/// <summary>
/// An authority of its own with a server's and a client's certificate, as PEM files in a directory: <c>ca_cert.pem</c>,
/// <c>server_cert.pem</c>, <c>server_key.pem</c>, <c>client_cert.pem</c>, <c>client_key.pem</c>. More can be issued by name.
/// </summary>
public sealed class TestPki : IDisposable
{
    private static int _serial;

    private readonly X509Certificate2 _authority;
    private readonly bool _ownsDirectory;

    /// <summary>Makes the authority and its two usual certificates.</summary>
    /// <param name="directory">Where to write; a new directory under the temporary one, deleted again, when null.</param>
    /// <param name="authorityName">The authority's common name.</param>
    /// <param name="keys">How the keys are made.</param>
    public TestPki(string? directory = null, string authorityName = "*.steno", KeyKind keys = KeyKind.Elliptic)
    {
        _ownsDirectory = directory is null;
        Directory = directory ?? System.IO.Directory.CreateTempSubdirectory("packetfleet-pki-").FullName;
        System.IO.Directory.CreateDirectory(Directory);
        Keys = keys;
        using var key = NewKey();
        var request = Request($"CN={authorityName}, O=Stenographer, C=XX", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var now = DateTimeOffset.UtcNow;
        _authority = request.CreateSelfSigned(now.AddDays(-400), now.AddDays(3650));
        CaCert = Write("ca_cert.pem", _authority.ExportCertificatePem());
        Server = Issue("server", new());
        Client = Issue("client", new() { Subject = "127.0.0.1_client", ForClients = true, ForServers = false });
    }

    /// <summary>Where the files lie.</summary>
    public string Directory { get; }

    /// <summary>How the keys are made.</summary>
    public KeyKind Keys { get; }

    /// <summary>The authority's certificate file.</summary>
    public string CaCert { get; }

    /// <summary>A server's certificate for 127.0.0.1, ::1 and localhost.</summary>
    public IssuedCertificate Server { get; }

    /// <summary>A client's certificate.</summary>
    public IssuedCertificate Client { get; }

    /// <summary>The authority's certificate.</summary>
    public X509Certificate2 Authority => _authority;

    /// <summary>Settings of a region that listens at <paramref name="port"/> on loopback and trusts this authority.</summary>
    public RegionOptions Region(string name, int port) => new()
    {
        Name = name,
        Url = $"https://127.0.0.1:{port}",
        CaCert = CaCert,
        ClientCert = Client.CertificateFile,
        ClientKey = Client.KeyFile,
    };

    /// <summary>Issues one more certificate and writes <c>NAME_cert.pem</c> and <c>NAME_key.pem</c>.</summary>
    public IssuedCertificate Issue(string name, CertificateWishes wishes)
    {
        using var key = NewKey();
        var request = Request($"CN={wishes.Subject}, O=Stenographer, C=XX", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | (key is RSA ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.None), critical: true));
        var uses = new OidCollection();
        if (wishes.ForServers)
            uses.Add(new("1.3.6.1.5.5.7.3.1"));
        if (wishes.ForClients)
            uses.Add(new("1.3.6.1.5.5.7.3.2"));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, critical: false));
        request.CertificateExtensions.Add(Names(wishes.Names));

        var serial = BitConverter.GetBytes(Interlocked.Increment(ref _serial) + 0x1000_0000);
        Array.Reverse(serial);
        var signer = _authority.GetECDsaPrivateKey() is { } ec
            ? X509SignatureGenerator.CreateForECDsa(ec)
            : X509SignatureGenerator.CreateForRSA(_authority.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);
        using var bare = request.Create(_authority.SubjectName, signer, wishes.NotBefore, wishes.NotAfter, serial);
        var certificate = Write($"{name}_cert.pem", wishes.Preamble + bare.ExportCertificatePem() + "\n");
        var privateKey = Write($"{name}_key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
        return new(certificate, privateKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        if (_ownsDirectory)
            System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static X509Extension Names(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build();
    }

    private static CertificateRequest Request(string subject, AsymmetricAlgorithm key) => key is ECDsa ec
        ? new(subject, ec, HashAlgorithmName.SHA256)
        : new(subject, (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private AsymmetricAlgorithm NewKey() => Keys == KeyKind.Elliptic ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);

    private string Write(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
