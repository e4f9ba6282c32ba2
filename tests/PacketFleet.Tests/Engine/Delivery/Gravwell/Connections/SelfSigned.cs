using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>A certificate as one makes it for an indexer by hand: for 127.0.0.1, signed by itself.</summary>
internal static class SelfSigned
{
    public static X509Certificate2 Make(out IssuedCertificate issued, out string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=indexer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        directory = Directory.CreateTempSubdirectory("packetfleet-selfsigned-").FullName;
        issued = new(Path.Combine(directory, "cert.pem"), Path.Combine(directory, "key.pem"));
        File.WriteAllText(issued.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(issued.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return X509CertificateLoader.LoadCertificate(certificate.RawData);
    }
}
