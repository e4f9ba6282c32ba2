using System.Globalization;
using System.Net;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class FrameMatcherTests
{
    private static readonly IPAddress From = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress To = IPAddress.Parse("198.51.100.2");
    private static readonly IPAddress From6 = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress To6 = IPAddress.Parse("2001:db8::2");

    [Fact]
    public void Matches_CapturesStenographerWasAskedFor_GiveItsCounts()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        var wrong = new List<string>();
        foreach (var row in QueryCases.Accepted.Where(c => !c.Text.Contains("after", StringComparison.Ordinal) && !c.Text.Contains("before", StringComparison.Ordinal)))
        {
            var matcher = new FrameMatcher(QueryCases.Parse(row.Text).Root);
            var count = CorpusPackets.Ethernet.Count(p => p.Matches(matcher));
            if (count != row.Packets) wrong.Add($"{row.Text}: {count}, Stenographer {row.Packets}");
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("host 192.0.2.1", true)]
    [InlineData("host 198.51.100.2", true)]
    [InlineData("host 192.0.2.2", false)]
    [InlineData("host ::ffff:192.0.2.1", true)]
    [InlineData("host ::c000:201", false)]
    [InlineData("net 192.0.2.0/24", true)]
    [InlineData("net 192.0.2.77/24", true)]
    [InlineData("net 192.0.3.0/24", false)]
    [InlineData("net 0.0.0.0/0", true)]
    [InlineData("net ::/0", false)]
    [InlineData("net 192.0.0.1 mask 255.255.0.255", true)]
    [InlineData("net 193.0.0.0 mask 254.0.0.0", true)]
    [InlineData("net 10.0.0.1 mask 255.0.0.255", false)]
    [InlineData("port 4000", true)]
    [InlineData("port 53", true)]
    [InlineData("port 54", false)]
    [InlineData("udp", true)]
    [InlineData("tcp", false)]
    [InlineData("vlan 7", true)]
    [InlineData("vlan 9", true)]
    [InlineData("vlan 8", false)]
    [InlineData("vlan 4103", false)]
    [InlineData("tcp or udp and port 53", true)]
    [InlineData("udp or (tcp and port 53)", true)]
    [InlineData("(udp or tcp) and port 54", false)]
    public void Matches_OneDatagramInTwoVlans_IsFoundByWhatItHolds(string query, bool expected) =>
        Ask(query, LinkTypes.Ethernet, Frames.Udp(From, 4000, To, 53, Frames.Payload(9), 7, 0xf009)).ShouldBe(expected);

    [Theory]
    [InlineData("host 2001:db8::1", true)]
    [InlineData("net 2001:db8::/32", true)]
    [InlineData("net 2001:db8::2/127", true)]
    [InlineData("net 2001:db9::/32", false)]
    [InlineData("net 2001:db8::/0", true)]
    [InlineData("net 2001:: mask ffff::", true)]
    [InlineData("net 0.0.0.0/0", false)]
    [InlineData("ip proto 58", true)]
    [InlineData("icmp", false)]
    public void Matches_PingOverIPv6_IsFoundByWhatItHolds(string query, bool expected) =>
        Ask(query, LinkTypes.Ethernet, Frames.Ping(From6, To6)).ShouldBe(expected);

    [Theory]
    [InlineData(101)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(228)]
    public void Matches_RawIPv4_IsLookedInto(int linkType) => Ask("host 192.0.2.1 and port 53", linkType, Udp4()).ShouldBeTrue();

    [Theory]
    [InlineData(101)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(229)]
    public void Matches_RawIPv6_IsLookedInto(int linkType) => Ask("host 2001:db8::2 and port 53", linkType, Udp6()).ShouldBeTrue();

    [Theory]
    [InlineData(0, "02000000")]
    [InlineData(0, "00000002")]
    [InlineData(108, "00000002")]
    public void Matches_LoopbackIPv4_IsLookedIntoInEitherByteOrder(int linkType, string family) =>
        Ask("host 192.0.2.1 and udp", linkType, [.. Convert.FromHexString(family), .. Udp4()]).ShouldBeTrue();

    [Theory]
    [InlineData("18000000")]
    [InlineData("0000001c")]
    [InlineData("1e000000")]
    [InlineData("0a000000")]
    public void Matches_LoopbackIPv6_IsLookedInto(string family) =>
        Ask("host 2001:db8::1", LinkTypes.BsdLoopback, [.. Convert.FromHexString(family), .. Udp6()]).ShouldBeTrue();

    [Fact]
    public void Matches_LinuxCooked_IsLookedInto()
    {
        Ask("host 192.0.2.1", LinkTypes.LinuxCooked, [.. new byte[14], 8, 0, .. Udp4()]).ShouldBeTrue();
        Ask("vlan 5 and port 53", LinkTypes.LinuxCooked, [.. new byte[14], 0x81, 0, 0, 5, 8, 0, .. Udp4()]).ShouldBeTrue();
        Ask("host 2001:db8::1", LinkTypes.LinuxCooked2, [0x86, 0xdd, .. new byte[18], .. Udp6()]).ShouldBeTrue();
        Ask("host 192.0.2.1", LinkTypes.LinuxCooked, [.. new byte[16], .. Frames.Udp(From, 1, To, 2, [])]).ShouldBeFalse("no type is not Ethernet here");
    }

    [Fact]
    public void Matches_OtherLinkTypes_HaveTheirTimeOnly()
    {
        var frame = Frames.Udp(From, 1, To, 2, []);
        Ask("udp", 127, frame).ShouldBeFalse();
        Ask("udp or after 1970-01-01T00:00:00Z", 127, frame, time: 5).ShouldBeTrue();
    }

    [Fact]
    public void Matches_LabelsAndControlWord_AreWalked()
    {
        byte[] labels = [0, 0x01, 0x00, 64, 0xff, 0xff, 0xf1, 64];
        var inner = Frames.Udp(From, 4000, To, 53, []);
        Ask("mpls 16 and mpls 1048575 and host 192.0.2.1", LinkTypes.Ethernet, Frames.Ethernet(0x8847, [.. labels, .. Udp4()])).ShouldBeTrue();
        Ask("mpls 16 and host 2001:db8::1", LinkTypes.Ethernet, Frames.Ethernet(0x8848, [.. labels, .. Udp6()])).ShouldBeTrue();
        Ask("mpls 16 and port 53", LinkTypes.Ethernet, Frames.Ethernet(0x8847, [.. labels, 0, 0, 0, 0, .. inner])).ShouldBeTrue();
        Ask("mpls 16", LinkTypes.Ethernet, Frames.Ethernet(0x8847, labels.AsSpan(0, 4))).ShouldBeFalse("the capture wants a byte behind each label");
    }

    [Fact]
    public void Matches_Fragments_AreTakenAsTheIndexTakesThem()
    {
        var later = Udp4();
        later[7] = 1;
        Ask("port 53", LinkTypes.RawIp, later).ShouldBeTrue("of IPv4, what stands there counts");

        byte[] fragment = [17, 0, 0, 0, 0, 0, 0, 1];
        Ask("port 53 and udp", LinkTypes.RawIp, Frames.Ip(From6, To6, 44, [.. fragment, .. Datagram])).ShouldBeTrue();
        fragment[3] = 8;
        var behind = Frames.Ip(From6, To6, 44, [.. fragment, .. Datagram]);
        Ask("udp", LinkTypes.RawIp, behind).ShouldBeFalse();
        Ask("port 53", LinkTypes.RawIp, behind).ShouldBeFalse();
        Ask("ip proto 44 and host 2001:db8::1", LinkTypes.RawIp, behind).ShouldBeTrue();
    }

    [Fact]
    public void Matches_ExtensionHeaders_AreFollowed()
    {
        byte[] hop = [60, 0, 0, 0, 0, 0, 0, 0];
        byte[] destination = [17, 1, .. new byte[14]];
        Ask("udp and port 53", LinkTypes.RawIp, Frames.Ip(From6, To6, 0, [.. hop, .. destination, .. Datagram])).ShouldBeTrue();
        Ask("ip proto 0", LinkTypes.RawIp, Frames.Ip(From6, To6, 0, [.. hop, .. destination, .. Datagram])).ShouldBeFalse();
        Ask("ip proto 51", LinkTypes.RawIp, Frames.Ip(From6, To6, 51, new byte[24])).ShouldBeTrue();
    }

    [Theory]
    [InlineData("after 1970-01-01T00:00:00.000000007Z", true)]
    [InlineData("after 1970-01-01T00:00:00.000000008Z", false)]
    [InlineData("before 1970-01-01T00:00:00.000000007Z", false)]
    [InlineData("before 1970-01-01T00:00:00.000000008Z", true)]
    [InlineData("before 0000-01-01T00:00:00Z", false)]
    [InlineData("after 9999-12-31T23:59:59Z", false)]
    [InlineData("tcp or after 1970-01-01T00:00:00Z", true)]
    [InlineData("tcp and after 1970-01-01T00:00:00Z", false)]
    public void Matches_Times_AreExact(string query, bool expected) => Ask(query, LinkTypes.Ethernet, Frames.Arp(), time: 7).ShouldBe(expected);

    [Fact]
    public void Matches_NoFilter_MatchesAll() => new FrameMatcher(null).Matches(default).ShouldBeTrue();

    [Fact]
    public void Constructor_RelativeTime_IsRefused() =>
        Should.Throw<ArgumentException>(() => new FrameMatcher(QueryCases.Parse("tcp or after 5m ago").Root));

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(256)]
    [InlineData(4096)]
    public void Matches_ManyTerms_EachHasItsOwnBit(int terms)
    {
        var limits = new QueryLimits(200_000, terms);
        for (var which = 0; which < terms; which += Math.Max(1, terms / 16))
        {
            var text = string.Join(" or ", Enumerable.Range(0, terms).Select(i => i == which ? "port 53" : "port " + (10_000 + i).ToString(CultureInfo.InvariantCulture)));
            QueryParser.TryParse(text, out var query, out var error, limits).ShouldBeTrue(error?.ToString());
            Ask(query!, LinkTypes.RawIp, Udp4(), 0).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(4096)]
    public void Matches_NestedToTheRight_NeedsNoDeepStack(int terms)
    {
        var text = string.Concat(Enumerable.Range(1, terms - 1).Select(i => $"port {10_000 + i} or (")) + "port 53" + new string(')', terms - 1);
        QueryParser.TryParse(text, out var query, out var error, new QueryLimits(200_000, terms)).ShouldBeTrue(error?.ToString());
        Ask(query!, LinkTypes.RawIp, Udp4(), 0).ShouldBeTrue();
        (QueryParser.TryParse(query!.Canonical, out var again, out _, new QueryLimits(200_000, terms)) && again.Root.Equals(query.Root)).ShouldBeTrue();
    }

    [Fact]
    public void Matches_ManyPackets_AllocatesNothing()
    {
        var matcher = new FrameMatcher(QueryCases.Parse("host 2001:db8::9 or net 192.0.2.0/24 and (port 53 or vlan 7) and after 2000-01-01T00:00:00Z").Root);
        var frame = Udp4();
        matcher.Matches(new PacketRecord { LinkType = LinkTypes.RawIp, Data = frame }).ShouldBeFalse();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = 0;
        for (var i = 0; i < 1000; i++)
        {
            if (matcher.Matches(new PacketRecord { LinkType = LinkTypes.RawIp, Data = frame, Time = long.MaxValue })) found++;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        found.ShouldBe(1000);
    }

    private static readonly byte[] Datagram = [0x0f, 0xa0, 0, 53, 0, 8, 0, 0];

    private static byte[] Udp4() => Frames.Ip(From, To, 17, Datagram);

    private static byte[] Udp6() => Frames.Ip(From6, To6, 17, Datagram);

    private static bool Ask(string query, int linkType, byte[] frame, long time = 0) => Ask(QueryCases.Parse(query), linkType, frame, time);

    private static bool Ask(Query query, int linkType, byte[] frame, long time) =>
        new FrameMatcher(query.Root).Matches(new PacketRecord { LinkType = linkType, Data = frame, Time = time, OriginalLength = (uint)frame.Length });
}
