using System.Globalization;
using PacketFleet.Wire.Queries;
using PacketFleet.Wire.Queries.Pasting;
using static PacketFleet.Tests.Wire.Queries.Pasting.Pasted;

namespace PacketFleet.Tests.Wire.Queries.Pasting;

public sealed class PastedListTests
{
    [Theory]
    [InlineData("8.8.8.8", "an address", "host 8.8.8.8", false)]
    [InlineData("2001:DB8::1", "an address", "host 2001:db8::1", false)]
    [InlineData("::ffff:1.2.3.4", "an address", "host 1.2.3.4", false)]
    [InlineData("8[.]8[.]8[.]8", "an address", "host 8.8.8.8", false)]
    [InlineData("2001[:]db8[:]:1", "an address", "host 2001:db8::1", false)]
    [InlineData("10.1.2.3/8", "a network", "net 10.0.0.0/8", false)]
    [InlineData("10.1.2.3/255.0.0.0", "a network", "net 10.1.2.3 mask 255.0.0.0", false)]
    [InlineData("8.8.8.8/32", "an address", "host 8.8.8.8", false)]
    [InlineData("::ffff:10.0.0.0/104", "a network", "net 10.0.0.0/8", false)]
    [InlineData("1.2.3.4:80", "an address with a port", "host 1.2.3.4 and port 80", false)]
    [InlineData("hxxp://1[.]2[.]3[.]4:8080/a/b?c", "an address with a port", "host 1.2.3.4 and port 8080", false)]
    [InlineData("https://[2001:db8::1]/", "an address", "host 2001:db8::1", false)]
    [InlineData("8.8.8.8, 1.1.1.1 10.0.0.0/8", "2 addresses and a network", "host 8.8.8.8 or host 1.1.1.1 or net 10.0.0.0/8", true)]
    [InlineData("8.8.8.8\n\n8.8.8.8\r\n9.9.9.9", "3 addresses", "host 8.8.8.8 or host 9.9.9.9", true)]
    [InlineData("1.2.3.4:80, 5.6.7.8", "an address with a port and an address", "(host 1.2.3.4 and port 80) or host 5.6.7.8", true)]
    [InlineData("[\"1.1.1.1\", \"2.2.2.2\"]", "2 addresses", "host 1.1.1.1 or host 2.2.2.2", true)]
    [InlineData("- 1.1.1.1.\n* <2.2.2.2>", "2 addresses", "host 1.1.1.1 or host 2.2.2.2", true)]
    public void Read_Addresses_AreJoinedByOr(string text, string what, string query, bool whole)
    {
        var pasted = Read(text);

        (pasted.Kind, pasted.What, pasted.Text, pasted.IsWholeQuery).ShouldBe((PastedKind.Addresses, what, query, whole));
        (pasted.First, pasted.Notes.Count).ShouldBe((null, 0));
    }

    [Fact]
    public void Read_NamesAmongAddresses_AreSaid() =>
        Read("1[.]1[.]1[.]1\nevil[.]example\nhxxps://bad[.]example/x\nworse.example\nworst.example").Notes.ShouldBe(["Stenographer knows addresses only, not the names “evil.example”, “bad.example”, “worse.example” and 1 more."]);

    [Fact]
    public void Read_HeadingAboveAddresses_IsSaid() => Read("Seen:\n1.1.1.1\n2.2.2.2").Notes.ShouldBe(["One line could not be read: “Seen:”."]);

    [Theory]
    [InlineData("2026-11-24T14:02:11Z", "14:02:11", "2026-11-24T14:01:11Z – 2026-11-24T14:03:11Z")]
    [InlineData("2026-11-24T15:02:11.5+01:00", "14:02:11.5", "2026-11-24T14:01:11Z – 2026-11-24T14:03:12Z")]
    [InlineData("2026-11-24 16:02:11 +0200", "14:02:11", "2026-11-24T14:01:11Z – 2026-11-24T14:03:11Z")]
    [InlineData("2026/11/24 14:02 UTC", "14:02:00", "2026-11-24T14:01:00Z – 2026-11-24T14:03:00Z")]
    [InlineData("1795528931", "14:02:11", "2026-11-24T14:01:11Z – 2026-11-24T14:03:11Z")]
    [InlineData("1795528931.123456", "14:02:11.123456", "2026-11-24T14:01:11Z – 2026-11-24T14:03:12Z")]
    [InlineData("1795528931123", "14:02:11.123", "2026-11-24T14:01:11Z – 2026-11-24T14:03:12Z")]
    [InlineData("1795528931123456", "14:02:11.123456", "2026-11-24T14:01:11Z – 2026-11-24T14:03:12Z")]
    [InlineData("1795528931123456789", "14:02:11.123456789", "2026-11-24T14:01:11Z – 2026-11-24T14:03:12Z")]
    [InlineData("2026-11-24T14:02:11Z – 2026-11-24T14:05:48Z", "14:02:11 to 14:05:48", "2026-11-24T14:01:11Z – 2026-11-24T14:06:48Z")]
    [InlineData("2026-11-24T14:05:48Z\n1795528931", "14:02:11 to 14:05:48", "2026-11-24T14:01:11Z – 2026-11-24T14:06:48Z")]
    public void Read_TimeAlone_IsAWindow(string text, string when, string window)
    {
        var pasted = Read(text);

        pasted.Kind.ShouldBe(PastedKind.Moment);
        pasted.Filter.ShouldBeNull();
        pasted.Describe(t => t.ToString()[11..^1]).ShouldEndWith($": {when}, a minute added at each end.");
        pasted.Window.ToString().ShouldBe(window);
        pasted.IsWholeQuery.ShouldBe(text.Contains('\n', StringComparison.Ordinal));
        QueryCases.Parse(pasted.Text).Pin(Now).Window.ShouldBe(pasted.Window);
    }

    [Fact]
    public void Read_TimesBesideAddresses_SpanThem()
    {
        var pasted = Read("2026-11-24T14:02:11Z 8.8.8.8\n2026-11-24T14:05:48Z 9.9.9.9\n1.1.1.1");

        pasted.Text.ShouldBe("(host 8.8.8.8 or host 9.9.9.9 or host 1.1.1.1) and after 2026-11-24T14:01:11Z and before 2026-11-24T14:06:48Z");
        pasted.Notes.ShouldBe(["One of them has no time of its own: it is looked for in the window of the others."]);
    }

    [Fact]
    public void Read_MoreThanAQueryHolds_IsCutAndSaid()
    {
        var pasted = Read(string.Join('\n', Enumerable.Range(0, 400).Select(i => string.Create(CultureInfo.InvariantCulture, $"10.0.{i / 250}.{i % 250}"))));

        pasted.Events.ShouldBeLessThan(256);
        pasted.Notes.ShouldBe([$"Only the first {pasted.Events} of 400 fit into one query: paste the rest for another."]);
        QueryParser.TryParse(pasted.Text, out _, out _).ShouldBeTrue();

        var few = PastedText.Read(Tabs(Conn) + "\n" + Tabs(Conn).Replace("5555", "6666", StringComparison.Ordinal), Now, new QueryLimits(200, 256))!;
        (few.Events, few.Filter!.Canonical).ShouldBe((1, ConnQuery));
        QueryParser.TryParse(few.Text, out _, out _, new QueryLimits(200)).ShouldBeTrue();
        PastedText.Read(Tabs(Conn), Now, new QueryLimits(4096, 4)).ShouldBeNull("not even the first fits");
    }

    [Fact]
    public void Read_MoreThanIsLookedAt_IsCutAndSaid()
    {
        Read(string.Join('\n', Enumerable.Repeat("8.8.8.8", 1001))).Notes.ShouldBe(["Only the first 1,000 lines and 65,536 characters of the text were looked at."]);
        var long64 = Read(string.Join('\n', Enumerable.Repeat(Tabs(Conn), 900)));
        long64.Notes.ShouldContain("Only the first 1,000 lines and 65,536 characters of the text were looked at.");
        long64.Notes.ShouldNotContain(n => n.Contains("could not be read", StringComparison.Ordinal));
        (long64.What, long64.Id).ShouldBe(($"{long64.Events} Zeek conn lines", "uid CHhAvVGS1DHFjwGM9"));
    }
}
