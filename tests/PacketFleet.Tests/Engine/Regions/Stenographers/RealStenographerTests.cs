using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class RealStenographerTests(RealStenographerFixture real) : IClassFixture<RealStenographerFixture>
{
    public static TheoryData<string> Queries =>
    [
        "host 8.8.8.8",
        "host 10.0.0.1 and port 53",
        "net 10.0.1.0/24",
        "net 10.0.0.0 mask 255.0.255.0",
        "port 443 or port 22",
        "tcp",
        "udp and vlan 10",
        "icmp",
        "ip proto 58",
        "host 2001:db8::1",
        "net 2001:db8::/32 and tcp",
        "vlan 11 and (port 80 or port 53)",
        "mpls 0 or udp",
        "host 8.8.8.8 and after 2026-01-02T03:06:00Z and before 2026-01-02T03:09:00Z",
        "after 2026-01-02T03:10:00Z",
        "port 1 and tcp",
        "before 2000-01-01T00:00:00Z",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Open_RealServers_GivesWhatCurlGets(string query)
    {
        foreach (var server in Both())
        {
            var request = Ask(query);

            var (packets, outcome) = Fetch(Region(server.Region("Region 1")), request);

            outcome.ShouldBe(RegionOutcome.Complete);
            var curl = ClassicPcap.Read(server.Curl(request.Query.AskFor(request.Ask))).Packets;
            packets.Select(p => p.Key).Order(StringComparer.Ordinal).ShouldBe(curl.Select(p => p.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Open_RealServers_HoldWhatWasWritten()
    {
        foreach (var server in Both())
        {
            var all = Fetch(Region(server.Region("Region 1")), Ask("after 2026-01-02T03:00:00Z and before 2026-01-02T03:20:00Z")).Packets;
            var vlan = Fetch(Region(server.Region("Region 1")), Ask("vlan 10 and after 2026-01-02T03:00:00Z and before 2026-01-02T03:20:00Z")).Packets;

            all.Count.ShouldBe(RealStenographerFixture.MixedPackets);
            vlan.Count.ShouldBeInRange(100, 2000);
            vlan.ShouldAllBe(p => p.Data[12] == 0x81 && p.Data[15] == 10);
        }
    }

    [Fact]
    public void Open_LimitOfPackets_IsObeyed() =>
        Fetch(Region(Both()[0].Region("Region 1")), Ask("tcp") with { MaxPackets = 5 }).Packets.Count.ShouldBe(5);

    [Fact]
    public async Task CheckAsync_RealServers_AreUp()
    {
        foreach (var server in Both())
            (await Region(server.Region("Region 1")).CheckAsync(CancellationToken.None)).State.ShouldBe(HealthState.Up);
    }

    [Fact]
    public void Open_TheyDoNotKnowOurIssuer_SaysOurCertificateWasRefused()
    {
        var server = Both()[0];
        using var other = new TestPki(authorityName: "elsewhere");

        var outcome = Fetch(server.Region("Region 1") with { ClientCert = other.Client.CertificateFile, ClientKey = other.Client.KeyFile }).Outcome;

        outcome.ShouldBe(new(
            RegionEnd.Untrusted,
            "Region 1 refused our client certificate (the authority in `CaCert` did not issue it): check `ClientCert` in its settings.",
            false));
    }

    [Fact]
    public void Open_OurCertificateIsForServers_SaysOurCertificateWasRefused()
    {
        var server = Both()[0];
        var wrong = real.Pki.Issue("wrong_use", new());

        Fetch(server.Region("Region 1") with { ClientCert = wrong.CertificateFile, ClientKey = wrong.KeyFile }).Outcome.ShouldBe(new(
            RegionEnd.Untrusted, "Region 1 refused our client certificate (it is not meant for clients): check `ClientCert` in its settings.", false));
    }

    [Fact]
    public async Task CheckAsync_OurCertificateIsRefused_IsDown()
    {
        var server = Both()[0];
        var wrong = real.Pki.Issue("wrong_use_2", new());

        var health = await Region(server.Region("Region 1") with { ClientCert = wrong.CertificateFile, ClientKey = wrong.KeyFile })
            .CheckAsync(CancellationToken.None);

        health.State.ShouldBe(HealthState.Down);
        health.Reason!.ShouldStartWith("Region 1 refused our client certificate (");
    }

    private RealStenographer[] Both()
    {
        Assert.SkipWhen(real.First is null, RealStenographer.Missing ?? "");
        return [real.First!, real.Second!];
    }
}
