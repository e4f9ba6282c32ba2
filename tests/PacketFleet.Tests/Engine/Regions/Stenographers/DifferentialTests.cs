using System.Diagnostics;
using System.Security.Cryptography;
using PacketFleet.TestKit.Packets;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

/// <summary>What our own evaluation picks is what a real Stenographer answers, packet for packet.</summary>
public sealed class DifferentialTests(DifferentialFixture both) : IClassFixture<DifferentialFixture>
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(8);

    private static readonly string[] Terms =
    [
        "tcp", "udp", "icmp", "ip proto 58", "ip proto 44", "ip proto 47", "ip proto 132", "port 53", "port 80", "port 443", "port 1025", "port 0", "vlan 7", "vlan 10", "vlan 11", "vlan 0", "mpls 16", "mpls 17",
        "host 10.0.0.1", "host 8.8.8.8", "host 192.0.2.1", "host 2001:db8::1", "host ::1", "net 10.0.0.0/8", "net 10.0.1.0/24", "net 0.0.0.0/0", "net ::/0", "net 2001:db8::/32", "net fe80::/10",
        "net 10.0.0.1 mask 255.0.0.255", "net 192.0.2.0 mask 255.255.255.0", "net 128.0.0.0/1",
    ];

    [Fact]
    public async Task Matches_EveryCaseWithoutTimes_PicksWhatStenographerAnswers()
    {
        Assert.SkipWhen(DifferentialFixture.Missing is not null, DifferentialFixture.Missing ?? "");
        foreach (var row in QueryCases.Accepted.Where(c => !c.Text.Contains("after", StringComparison.Ordinal) && !c.Text.Contains("before", StringComparison.Ordinal)))
            await CompareAsync(row.Text);
    }

    [Fact]
    public async Task Matches_TermsInAnyOrder_PicksWhatStenographerAnswers()
    {
        Assert.SkipWhen(DifferentialFixture.Missing is not null, DifferentialFixture.Missing ?? "");
        foreach (var term in Terms)
            await CompareAsync(term);

        var random = Seeded.Random();
        var watch = Stopwatch.StartNew();
        var runs = 0;
        for (; runs < 100 && watch.Elapsed < Budget; runs++)
            await CompareAsync(Query(random, 3));
        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} queries, {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Corpus_Always_HoldsWhatTheTermsAskFor()
    {
        var hits = Terms.ToDictionary(t => t, t => Ours(t).Count(), StringComparer.Ordinal);

        hits.Where(h => h.Value == 0).ShouldBeEmpty();
    }

    private static string Query(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
            return Terms[random.Next(Terms.Length)];
        var right = Query(random, depth - 1);
        return $"{Query(random, depth - 1)} {(random.Next(2) == 0 ? "and" : "or")} {(random.Next(2) == 0 ? $"({right})" : right)}";
    }

    private async Task CompareAsync(string query)
    {
        var theirs = (await both.AskAsync(query)).Select(Key).Order(StringComparer.Ordinal).ToList();
        var ours = Ours(query).Select(Key).Order(StringComparer.Ordinal).ToList();
        if (ours.SequenceEqual(theirs))
            return;
        var packet = Ours(query).FirstOrDefault(p => !theirs.Contains(Key(p)));
        Assert.Fail($"{query}: ours {ours.Count}, Stenographer's {theirs.Count}; only ours: {(packet is null ? "none" : Convert.ToHexString(packet.Data))}");
    }

    private IEnumerable<TestPacket> Ours(string query)
    {
        var matcher = new FrameMatcher(QueryCases.Parse(query).Root);
        return both.Packets.Where(p => matcher.Matches(new PacketRecord { LinkType = 1, Time = p.Time, OriginalLength = p.OriginalLength, Data = p.Data }));
    }

    // Without the time: of captures from far outside our age an answer holds what 32 bits keep of it.
    private static string Key(TestPacket packet) => $"{packet.OriginalLength} {Convert.ToHexString(SHA256.HashData(packet.Data))}";
}
