using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.EndToEnd.Tests.Regions;

/// <summary>Holdings and counts of a real Stenographer against what it then sends.</summary>
public sealed class CountingTests(CountingFixture fixture) : IClassFixture<CountingFixture>
{
    private static readonly PacketTime First = new(PcapBuilder.DefaultStart);

    public static TheoryData<string> Queries =>
    [
        "host 8.8.8.8",
        "tcp",
        "udp and port 53",
        "net 10.0.1.0/24 and before 2026-01-02T03:09:00Z",
        "icmp or ip proto 58",
        "vlan 10 and after 2026-01-02T03:06:30Z and before 2026-01-02T03:11:00Z",
        "host 2001:db8::1 and tcp and after 2026-01-02T03:04:00Z",
        "(port 80 or port 443) and after 2026-01-02T03:08:00Z and before 2026-01-02T03:08:05Z",
        "net 2001:db8::/32 and before 2026-01-02T03:05:00Z",
        "host 192.0.2.77 and after 2026-01-02T03:00:00Z",
        "port 22 or mpls 16 or host 10.0.0.3 and udp",
        "ip proto 17 and before 2024-01-01T00:00:00Z",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task CountAsync_FilesOfAPaddedWindow_IsWhatTheServerThenSends(string text)
    {
        SkipWithoutServer();
        var query = Pinned(text);
        var ask = query.Window.Pad(TimeSpan.FromMinutes(2));

        var (parts, end) = await CountAsync(new CountRequest(query, query.Window) { Ask = ask });
        var (fewer, _) = await CountAsync(new CountRequest(query, query.Window));

        end.ShouldBe(new CountEnd(true, null, query.Window));
        var sent = ClassicPcap.Read(fixture.Server.Curl(query.AskFor(ask))).Packets;
        parts.Sum(p => p.Packets).ShouldBe(sent.Count);
        sent.Inside(query.Window).Count().ShouldBeInRange(fewer.Where(p => !p.IsEdge).Sum(p => (int)p.Packets), fewer.Sum(p => (int)p.Packets));
    }

    [Fact]
    public async Task HoldingsAsync_TwoThreads_ListsEveryFile()
    {
        SkipWithoutServer();

        var holdings = await fixture.Region.HoldingsAsync(CancellationToken.None);

        holdings.Known.ShouldBeTrue();
        holdings.FileAge.ShouldBe(TimeSpan.FromMinutes(1));
        holdings.ClockSkew.ShouldBe(TimeSpan.Zero);
        holdings.Capturing.ShouldBe(false);
        holdings.Threads.Select(t => t.Files.Count).ShouldBe([fixture.Server.FilesOf(0), fixture.Server.FilesOf(1)]);
        holdings.Threads[1].Files.Count.ShouldBeInRange(10, 14);
        holdings.Threads[1].Files[0].Start.ShouldBe(First);
        holdings.Oldest.ShouldBe(First);
        var window = new TimeWindow(First, First.Add(TimeSpan.FromMinutes(15)));
        WindowCoverage.Of(holdings, window, PacketTime.From(DateTimeOffset.UtcNow)).Select(s => s.Kind).ShouldBe([HeldKind.Held, HeldKind.NoCapture]);
    }

    [Fact]
    public async Task CountAsync_Minutes_AreThoseOfTheFiles()
    {
        SkipWithoutServer();
        var query = Pinned("udp and after 2026-01-02T03:04:00Z and before 2026-01-02T03:30:00Z");

        var (parts, _) = await CountAsync(new CountRequest(query, query.Window));

        parts.Select(p => p.At).ShouldBe(parts.Select(p => p.At).OrderDescending());
        parts.Select(p => p.Progress).ShouldBe(parts.Select(p => p.Progress).Order());
        parts[0].Progress.ShouldBeGreaterThan(0);
        parts[^1].Progress.ShouldBe(1);
        parts.Count.ShouldBe((await fixture.Region.HoldingsAsync(CancellationToken.None)).Threads.Sum(t => t.Files.Count(f => f.Start >= First && f.Start < First.Add(TimeSpan.FromMinutes(20)))));
    }

    private static PinnedQuery Pinned(string text)
    {
        QueryParser.TryParse(text, out var query, out var error).ShouldBeTrue(error?.Message);
        return query!.Pin(PacketTime.From(DateTimeOffset.UtcNow));
    }

    private async Task<(List<CountedPart> Parts, CountEnd End)> CountAsync(CountRequest request)
    {
        var steps = new List<CountStep>();
        await foreach (var step in fixture.Region.CountAsync(request, CancellationToken.None))
            steps.Add(step);
        return ([.. steps.OfType<CountedPart>()], steps[^1].ShouldBeOfType<CountEnd>());
    }

    private static void SkipWithoutServer() => Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
}
