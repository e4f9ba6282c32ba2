using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class AnswerTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private static readonly IReadOnlyList<TestPacket> Packets = PcapBuilder.Mixed(120, 7).Packets;
    private static readonly byte[] Pcap = ClassicPcap.Write(Packets);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(1500)]
    [InlineData(16384)]
    [InlineData(1 << 20)]
    public void TryRead_AnyFragmentation_GivesTheSamePackets(int chunk)
    {
        // One byte a record costs a packet on the wire each: a few packets will do.
        var some = chunk == 1 ? Packets.Take(10) : Packets;
        using var server = Serving(_ => FakeAnswer.Capture(ClassicPcap.Write(some), chunk));

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        outcome.ShouldBe(RegionOutcome.Complete);
        packets.Select(p => p.Key).ShouldBe(some.Select(p => p.Key));
    }

    [Fact]
    public void TryRead_LengthAnnouncedInsteadOfChunks_GivesThePackets()
    {
        using var server = Serving(_ => FakeAnswer.Capture(Pcap) with { ContentLength = Pcap.Length });

        Fetch(server.Region("Region 1")).Packets.Count.ShouldBe(Packets.Count);
    }

    [Fact]
    public void TryRead_CutPacketOnTheWire_KeepsBothLengths()
    {
        var pcap = new PcapBuilder().Frame(Frames.Payload(60), originalLength: 1500).ToPcap();
        using var server = Serving(_ => FakeAnswer.Capture(pcap));

        Fetch(server.Region("Region 1")).Packets.ShouldHaveSingleItem().OriginalLength.ShouldBe(1500u);
    }

    [Fact]
    public void Open_NothingMatches_IsComplete()
    {
        using var server = new FakeStenographer(fixture.Pki);

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        packets.ShouldBeEmpty();
        outcome.ShouldBe(RegionOutcome.Complete);
    }

    [Fact]
    public void Open_Question_CarriesQueryWindowAndLimits()
    {
        using var server = new FakeStenographer(fixture.Pki);
        var request = Ask("host 8.8.8.8 and after 2026-01-02T03:00:00Z") with { MaxPackets = 12, MaxBytes = 3_000_000_000 };
        request = request with { Ask = request.Ask.Pad(TimeSpan.FromMinutes(2)) };

        Fetch(Region(server.Region("Region 1")), request).Outcome.ShouldBe(RegionOutcome.Complete);

        var query = server.Queries.ShouldHaveSingleItem();
        query.Text.ShouldBe("host 8.8.8.8 and after 2026-01-02T02:58:00Z");
        query.Header("Steno-Limit-Packets").ShouldBe("12");
        query.Header("Steno-Limit-Bytes").ShouldBe("3000000000");
        query.Header("Host").ShouldBe($"127.0.0.1:{server.Port}");
    }

    [Fact]
    public void Open_NoLimits_SendsNone()
    {
        using var server = new FakeStenographer(fixture.Pki);

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(RegionOutcome.Complete);

        server.Queries[0].Header("Steno-Limit-Packets").ShouldBeNull();
        server.Queries[0].Header("Steno-Limit-Bytes").ShouldBeNull();
    }

    [Fact]
    public void TryRead_TimesUnderAnOr_JudgesEachFrame()
    {
        var middle = new PacketTime(Packets[60].Time);
        using var server = Serving(_ => FakeAnswer.Capture(Pcap));

        var (packets, outcome) = Fetch(server.Region("Region 1"), $"vlan 4000 or before {middle}");

        outcome.ShouldBe(RegionOutcome.Complete);
        packets.Select(p => p.Key).ShouldBe(Packets.Take(60).Select(p => p.Key));
    }

    [Fact]
    public void Open_QueryRefused_PassesOnWhatWasSaid()
    {
        using var server = Serving(_ => FakeAnswer.Error(400, "could not parse query\n"));

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(
            RegionEnd.QueryRefused, "Region 1 did not accept the query (could not parse query): mend the query.", false));
    }

    [Theory]
    [InlineData(404, "404 page not found\n", "Region 1 answered as no Stenographer does (HTTP 404, 404 page not found): check that `Url` leads to one.", false)]
    [InlineData(302, "", "Region 1 answered as no Stenographer does (HTTP 302): check that `Url` leads to one.", false)]
    [InlineData(204, "", "Region 1 answered as no Stenographer does (HTTP 204): check that `Url` leads to one.", false)]
    [InlineData(500, "out\r\n of \u0007memory.", "Region 1 failed to answer (HTTP 500, out of memory): try again, or look into its log.", true)]
    [InlineData(503, "", "Region 1 failed to answer (HTTP 503): try again, or look into its log.", true)]
    public void Open_OtherStatus_SaysSo(int status, string text, string reason, bool mayRetry)
    {
        using var server = Serving(_ => FakeAnswer.Error(status, text) with { ContentLength = text.Length });

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(RegionEnd.ServerError, reason, mayRetry));
    }

    [Fact]
    public void TryRead_NoCapture_SaysDamaged()
    {
        using var server = Serving(_ => FakeAnswer.Capture("<html><body>This is no capture at all.</body></html>"u8.ToArray()));

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        packets.ShouldBeEmpty();
        outcome.End.ShouldBe(RegionEnd.Damaged);
        outcome.Reason!.ShouldStartWith("Region 1 sent something that is no capture (");
        outcome.Reason!.ShouldEndWith("): check that `Url` leads to a Stenographer.");
    }

    [Fact]
    public void TryRead_GarbageAfterPackets_KeepsThemAndSaysWhere()
    {
        byte[] bytes = [.. ClassicPcap.Write(Packets.Take(41)), .. Enumerable.Repeat((byte)0xFF, 5000)];
        using var server = Serving(_ => FakeAnswer.Capture(bytes));

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        packets.Count.ShouldBe(41);
        outcome.End.ShouldBe(RegionEnd.Damaged);
        outcome.Reason!.ShouldStartWith("Region 1 sent a damaged packet 42 (");
    }

    private FakeStenographer Serving(Func<FakeQuery, FakeAnswer> answer) => new(fixture.Pki) { Answer = answer };
}
