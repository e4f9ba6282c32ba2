using PacketFleet.Web.Components.Controls.Composer.Blocks;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Composer.Blocks;

public sealed class TermTextTests
{
    [Theory]
    [InlineData("host", "2001:db8:0::1", "host 2001:db8::1")]
    [InlineData("net", "10.0.0.0/8", "net 10.0.0.0/8")]
    [InlineData("net", "10.0.0.0 mask 255.0.0.0", "net 10.0.0.0 mask 255.0.0.0")]
    [InlineData("port", "53", "port 53")]
    [InlineData("port", " HTTPS ", "port 443")]
    [InlineData("proto", "gre", "ip proto 47")]
    [InlineData("proto", "tcp", "tcp")]
    [InlineData("proto", "6", "tcp")]
    [InlineData("proto", "99", "ip proto 99")]
    [InlineData("vlan", "20", "vlan 20")]
    [InlineData("mpls", "16", "mpls 16")]
    [InlineData("after", "3h ago", "after 3h ago")]
    [InlineData("before", "11:00", "before 2026-11-24T11:00:00Z")]
    public void Fields_OfABlock_AreATermInNumbers_AndBack(string kind, string value, string term)
    {
        new TermText(kind, value).TryRead(TimeZoneInfo.Utc, FleetContext.Now, out var node, out var fault).ShouldBeTrue(fault);

        Query.Of(node!).Canonical.ShouldBe(term);
        var shown = TermText.Of(node!, TimeZoneInfo.Utc);
        shown.Kind.ShouldBe(kind);
        shown.TryRead(TimeZoneInfo.Utc, FleetContext.Now, out var again, out _).ShouldBeTrue();
        again.ShouldBe(node);
    }

    [Theory]
    [InlineData("host", "8.8.8", "is not an IP address")]
    [InlineData("host", "", "needs an address")]
    [InlineData("host", "8.8.8.8 and tcp", "A block holds one term")]
    [InlineData("net", "10.0.0.0", "size of the network is missing")]
    [InlineData("port", "70000", "")]
    [InlineData("port", "gopher", "")]
    [InlineData("proto", "300", "")]
    [InlineData("after", "soon", "“soon” is no time")]
    public void Fields_ThatAreNoTerm_AreRefusedInTheReadersWords(string kind, string value, string says)
    {
        new TermText(kind, value).TryRead(TimeZoneInfo.Utc, FleetContext.Now, out _, out var fault).ShouldBeFalse();
        fault!.ShouldContain(says);
        fault!.Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Port_ThatHasAName_SaysIt()
    {
        new TermText("port", "443").Name.ShouldBe("https");
        new TermText("port", "4321").Name.ShouldBeNull();
        new TermText("host", "443").Name.ShouldBeNull();
    }
}
