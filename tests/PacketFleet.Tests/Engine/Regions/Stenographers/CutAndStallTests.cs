using System.Diagnostics;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static PacketFleet.Tests.Engine.Regions.Stenographers.StenographerFixture;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

public sealed class CutAndStallTests(StenographerFixture fixture) : IClassFixture<StenographerFixture>
{
    private static readonly IReadOnlyList<TestPacket> Packets = PcapBuilder.Mixed(2000, 11).Packets;
    private static readonly byte[] Pcap = ClassicPcap.Write(Packets);

    // In the middle of packet 1,001.
    private static readonly int Middle = ClassicPcap.Write(Packets.Take(1000)).Length + 20;

    [Theory]
    [InlineData(CutKind.Reset, "connection reset")]
    [InlineData(CutKind.Finish, "connection closed")]
    public void TryRead_CutInMidPacket_KeepsWhatCameBefore(CutKind cut, string how)
    {
        using var server = Serving(FakeAnswer.Capture(Pcap) with { CutAfter = Middle, Cut = cut });

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        // A reset may overtake the last bytes sent before it.
        if (cut == CutKind.Finish)
            packets.Count.ShouldBe(1000);

        packets.Count.ShouldBeInRange(0, 1000);
        packets.Select(p => p.Key).ShouldBe(Packets.Take(packets.Count).Select(p => p.Key));
        outcome.End.ShouldBe(RegionEnd.CutByNetwork);
        outcome.MayRetry.ShouldBeTrue();
        if (packets.Count > 0)
        {
            outcome.Reason.ShouldBe(
                $"Region 1 stopped in the middle of packet {packets.Count + 1:N0} ({how}); everything before it is kept; Retry fetches the rest.");
        }
    }

    [Fact]
    public void TryRead_CutBetweenPackets_IsNoEnd()
    {
        using var server = Serving(FakeAnswer.Capture(Pcap) with { CutAfter = ClassicPcap.Write(Packets.Take(500)).Length, Cut = CutKind.Finish });

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        packets.Count.ShouldBe(500);
        outcome.End.ShouldBe(RegionEnd.CutByNetwork);
        outcome.Reason.ShouldBe("Region 1 stopped before packet 501 (connection closed); everything before it is kept; Retry fetches the rest.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(30)]
    public void TryRead_CutBeforeTheFirstPacket_SaysSo(int after)
    {
        using var server = Serving(FakeAnswer.Capture(Pcap) with { CutAfter = after, Cut = CutKind.Finish });

        Fetch(server.Region("Region 1")).Outcome.ShouldBe(new(
            RegionEnd.CutByNetwork, "Region 1 stopped before its first packet was whole (connection closed); Retry asks again.", true));
    }

    [Fact]
    public void TryRead_EndedCleanlyInMidPacket_IsNoEnd()
    {
        using var server = Serving(FakeAnswer.Capture(Pcap.AsMemory(0, Middle)));

        var (packets, outcome) = Fetch(server.Region("Region 1"));

        packets.Count.ShouldBe(1000);
        outcome.ShouldBe(new(
            RegionEnd.CutByNetwork,
            "Region 1 stopped in the middle of packet 1,001 (its answer ended there); everything before it is kept; Retry fetches the rest.",
            true));
    }

    [Theory]
    [InlineData(CutKind.Reset)]
    [InlineData(CutKind.Finish)]
    public void Open_CutBeforeTheAnswer_SaysSo(CutKind cut)
    {
        using var server = Serving(new() { CutBeforeHeaders = true, Cut = cut });

        var outcome = Fetch(server.Region("Region 1")).Outcome;

        outcome.End.ShouldBe(RegionEnd.CutByNetwork);
        outcome.MayRetry.ShouldBeTrue();
        outcome.Reason!.ShouldMatch(@"^Region 1 took the query but answered nothing \(connection (reset|closed)\): try again, and look whether .+\.$");
    }

    [Fact]
    public void Open_SilentBeforeHeaders_StallsInTime()
    {
        using var server = Serving(new() { StallBeforeHeaders = true });
        var watch = Stopwatch.StartNew();

        var outcome = Fetch(Region(server.Region("Region 1"), stallSeconds: 1), Ask("tcp")).Outcome;

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        outcome.ShouldBe(new(RegionEnd.Stalled, "Region 1 took the query but sent nothing for 1 s: try again, or ask for less at once.", true));
    }

    [Fact]
    public void TryRead_SilentInMidPacket_StallsAndKeepsWhatCameBefore()
    {
        using var server = Serving(FakeAnswer.Capture(Pcap) with { StallAfter = Middle });

        var (packets, outcome) = Fetch(Region(server.Region("Region 1"), stallSeconds: 1), Ask("tcp"));

        packets.Count.ShouldBe(1000);
        outcome.ShouldBe(new(
            RegionEnd.Stalled, "Region 1 sent nothing for 1 s in packet 1,001; everything before it is kept; Retry fetches the rest.", true));
    }

    [Fact]
    public void TryRead_SlowButSteady_IsNoStall()
    {
        var pcap = ClassicPcap.Write(Packets.Take(10));
        using var server = Serving(FakeAnswer.Capture(pcap, chunkSize: pcap.Length / 6) with
        {
            DelayHeaders = TimeSpan.FromSeconds(0.6),
            DelayChunks = TimeSpan.FromSeconds(0.3),
        });

        var (packets, outcome) = Fetch(Region(server.Region("Region 1"), connectSeconds: 1, stallSeconds: 1), Ask("tcp"));

        outcome.ShouldBe(RegionOutcome.Complete);
        packets.Count.ShouldBe(10);
    }

    private FakeStenographer Serving(FakeAnswer answer) => new(fixture.Pki) { Answer = _ => answer };
}
