using System.Security.Cryptography;
using PacketFleet.Engine.Regions;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class CredentialFileTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private RegionOptions Good => fixture.Pki.Region("Region 1", 1);

    [Fact]
    public void Open_NoSetting_SaysWhich()
    {
        Reason(Good with { CaCert = null }).ShouldBe("Region 1 cannot be asked without a `CaCert`: give it the path of a PEM file.");
        Reason(Good with { ClientCert = " " }).ShouldBe("Region 1 cannot be asked without a `ClientCert`: give it the path of a PEM file.");
        Reason(Good with { ClientKey = "" }).ShouldBe("Region 1 cannot be asked without a `ClientKey`: give it the path of a PEM file.");
    }

    [Fact]
    public void Open_NoFile_SaysWhich()
    {
        Reason(Good with { CaCert = "/nonexistent/ca.pem" }).ShouldBe("Region 1 cannot be asked, for there is no file /nonexistent/ca.pem: check `CaCert`.");
        Reason(Good with { ClientKey = "/nonexistent/key.pem" })
            .ShouldBe("Region 1 cannot be asked, for there is no file /nonexistent/key.pem: check `ClientKey`.");
    }

    [Fact]
    public void Open_DirectoryInsteadOfFile_SaysSo() =>
        Reason(Good with { ClientCert = fixture.Pki.Directory }).ShouldContain($"{fixture.Pki.Directory} may not be read by this program: check `ClientCert`");

    [Theory]
    [InlineData("")]
    [InlineData("not a certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n")]
    public void Open_NoCertificateInFile_SaysSo(string text)
    {
        var path = Written("broken.pem", text);

        Reason(Good with { CaCert = path }).ShouldBe($"Region 1 cannot be asked, for {path} holds no sound certificate in PEM form: check `CaCert`.");
        Reason(Good with { ClientCert = path }).ShouldBe($"Region 1 cannot be asked, for {path} holds no sound certificate in PEM form: check `ClientCert`.");
    }

    [Fact]
    public void Open_KeyDoesNotFit_SaysSo()
    {
        var key = fixture.Pki.Server.KeyFile;

        Reason(Good with { ClientKey = key }).ShouldBe(
            $"Region 1 cannot be asked, for the key in {key} does not belong to the certificate in {Good.ClientCert}: check `ClientKey` and `ClientCert`.");
        Reason(Good with { ClientKey = Good.ClientCert }).ShouldBe(
            $"Region 1 cannot be asked, for {Good.ClientCert} holds no private key in PEM form: check `ClientKey`.");
    }

    [Fact]
    public void Open_KeyIsEncrypted_SaysSo()
    {
        using var key = ECDsa.Create();
        var path = Written("secret.pem", key.ExportEncryptedPkcs8PrivateKeyPem(
            "pass", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10)));

        Reason(Good with { ClientKey = path }).ShouldBe(
            $"Region 1 cannot be asked, for the key in {path} is encrypted: give `ClientKey` a key without a pass phrase.");
    }

    [Fact]
    public void Open_TextBeforeTheCertificates_IsSkipped()
    {
        var cert = fixture.Pki.Issue("preamble", new() { ForClients = true, Preamble = "Certificate:\n    Data:\n        Version: 1 (0x0)\n" });

        // Got past the files: nobody listens on port 1.
        Fetch(Good with { ClientCert = cert.CertificateFile, ClientKey = cert.KeyFile }).Outcome.End.ShouldBe(RegionEnd.Unreachable);
    }

    private static string Reason(RegionOptions options)
    {
        var outcome = Fetch(options).Outcome;
        outcome.End.ShouldBe(RegionEnd.Unusable);
        outcome.MayRetry.ShouldBeFalse();
        return outcome.Reason!;
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(fixture.Pki.Directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
