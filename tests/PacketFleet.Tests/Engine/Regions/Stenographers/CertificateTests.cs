using System.Security.Authentication;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class CertificateTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private TestPki Pki => fixture.Pki;

    [Theory]
    [InlineData(KeyKind.Elliptic)]
    [InlineData(KeyKind.Rsa)]
    public void Open_SoundCertificates_Answers(KeyKind keys)
    {
        using var pki = new TestPki(keys: keys);
        using var server = new FakeStenographer(pki) { Answer = _ => FakeAnswer.Capture(PcapBuilder.Mixed(5, 1).ToPcap()) };

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        outcome.ShouldBe(RegionOutcome.Complete);
        packets.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("*.steno")]
    [InlineData("other authority")]
    public void Open_TheirIssuerIsForeign_SaysUntrusted(string authority)
    {
        using var other = new TestPki(authorityName: authority);
        using var server = new FakeStenographer(Pki, new() { Certificate = other.Server });

        var outcome = Fetch(server.Region("Region 1")).Outcome;

        outcome.End.ShouldBe(RegionEnd.Untrusted);
        outcome.MayRetry.ShouldBeFalse();
        outcome.Reason.ShouldBe(
            $"Region 1 shows a certificate of an issuer we do not trust (CN={authority}, O=Stenographer, C=XX): check `CaCert` in its settings.");
    }

    [Fact]
    public void Open_TheirCertificateExpired_SaysWhen()
    {
        var expired = Pki.Issue("expired", new CertificateWishes().Expired());
        using var server = new FakeStenographer(Pki, new() { Certificate = expired });

        var outcome = Fetch(server.Region("Region 1")).Outcome;

        outcome.End.ShouldBe(RegionEnd.Untrusted);
        outcome.Reason!.ShouldMatch(@"^Region 1 shows a certificate that expired on \d{4}-\d\d-\d\d \d\d:\d\d UTC: renew it on the sensor\.$");
    }

    [Fact]
    public void Open_TheirCertificateIsNotValidYet_SaysSo()
    {
        var early = Pki.Issue("early", new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1) });
        using var server = new FakeStenographer(Pki, new() { Certificate = early });

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(
            RegionEnd.Untrusted, "Region 1 shows a certificate that is not valid yet: check the clocks of both sides.", false));
    }

    [Fact]
    public void Open_TheirCertificateIsForClients_SaysSo()
    {
        var client = Pki.Issue("clients", new() { ForServers = false, ForClients = true });
        using var server = new FakeStenographer(Pki, new() { Certificate = client });

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(
            RegionEnd.Untrusted, "Region 1 shows a certificate that is not meant for servers: give the sensor another one.", false));
    }

    [Fact]
    public void Open_TheirNameDiffers_SaysWhichAndServerNameMendsIt()
    {
        var named = Pki.Issue("named", new() { Subject = "sensor", Names = ["sensor.example", "10.1.2.3"] });
        using var server = new FakeStenographer(Pki, new() { Certificate = named });

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(
            RegionEnd.Untrusted,
            "Region 1 shows a certificate for sensor.example, 10.1.2.3, not for 127.0.0.1: set `ServerName` to the name in the certificate.",
            false));
        Fetch(server.Region("Region 1") with { ServerName = "sensor.example" }).Outcome.ShouldBe(RegionOutcome.Complete);
    }

    [Fact]
    public void Open_OurCertificateExpired_SaysSoWithoutAsking()
    {
        var expired = Pki.Issue("expired_client", new CertificateWishes { ForServers = false, ForClients = true }.Expired());
        using var server = new FakeStenographer(Pki);

        var outcome = Fetch(server.Region("Region 1") with { ClientCert = expired.CertificateFile, ClientKey = expired.KeyFile }).Outcome;

        outcome.End.ShouldBe(RegionEnd.Untrusted);
        outcome.Reason!.ShouldMatch(@"^Region 1 would refuse us, for our client certificate expired on .+ UTC: renew `ClientCert`\.$");
        server.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void Open_TheyDoNotTrustUs_SaysWhatToCheck(SslProtocols protocols)
    {
        using var other = new TestPki();
        using var server = new FakeStenographer(Pki, new() { ClientsOf = other.Authority, Protocols = protocols });

        var outcome = Fetch(server.Region("Region 1")).Outcome;

        outcome.Reason!.ShouldStartWith("Region 1 ");
        outcome.Reason!.ShouldContain("our client certificate");
    }

    [Fact]
    public void Open_CertificateFileReplaced_IsReadAgain()
    {
        using var other = new TestPki();
        using var server = new FakeStenographer(Pki);
        var certificate = Path.Combine(Pki.Directory, "replaced_cert.pem");
        File.Copy(other.Client.CertificateFile, certificate);
        var region = Region(server.Region("Region 1") with { ClientCert = certificate });

        Fetch(region, Ask("tcp")).Outcome.End.ShouldBe(RegionEnd.Unusable);
        File.Copy(Pki.Client.CertificateFile, certificate, overwrite: true);
        File.SetLastWriteTimeUtc(certificate, DateTime.UtcNow.AddSeconds(5));

        Fetch(region, Ask("tcp")).Outcome.ShouldBe(RegionOutcome.Complete);
    }
}
