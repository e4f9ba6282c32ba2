using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class QueryMendTests
{
    public static TheoryData<string> Refused => [.. QueryCases.Refused.Select(c => c.Text)];

    [Theory]
    [InlineData("tcp AND udp", "tcp and udp")]
    [InlineData("tcp Or udp", "tcp or udp")]
    [InlineData("TCP", "tcp")]
    [InlineData("HOST 8.8.8.8", "host 8.8.8.8")]
    [InlineData("tcp & udp", "tcp and udp")]
    [InlineData("tcp | udp", "tcp or udp")]
    [InlineData("tcp &&& udp", "tcp && udp")]
    [InlineData("tcp udp", "tcp and udp")]
    [InlineData("tcp port 80", "tcp and port 80")]
    [InlineData("tcp(udp)", "tcp and (udp)")]
    [InlineData("port 80(tcp)", "port 80 and (tcp)")]
    [InlineData("udp or tcp port 80", "udp or (tcp and port 80)")]
    [InlineData("host 8.8.8.8 port 53", "host 8.8.8.8 and port 53")]
    [InlineData("tcp adn udp", "tcp and udp")]
    [InlineData("hsot 8.8.8.8", "host 8.8.8.8")]
    [InlineData("(tcp or udp", "(tcp or udp)")]
    [InlineData("((tcp)", "((tcp))")]
    [InlineData("tcp)", "tcp")]
    [InlineData("and tcp", "tcp")]
    [InlineData("tcp and and udp", "tcp and udp")]
    [InlineData("tcp;", "tcp")]
    [InlineData("\"tcp\"", "tcp")]
    [InlineData("tcp # comment", "tcp ")]
    [InlineData("tcp\u00a0and udp", "tcp and udp")]
    [InlineData("src host 8.8.8.8", "host 8.8.8.8")]
    [InlineData("dst net 10.0.0.0/8", "net 10.0.0.0/8")]
    [InlineData("src port 80", "port 80")]
    [InlineData("src or dst port 80", "port 80")]
    [InlineData("src 8.8.8.8", "host 8.8.8.8")]
    [InlineData("ip host 8.8.8.8", "host 8.8.8.8")]
    [InlineData("8.8.8.8", "host 8.8.8.8")]
    [InlineData("2001:DB8::1", "host 2001:db8::1")]
    [InlineData("host 8.8.8.8 or 1.1.1.1", "host 8.8.8.8 or host 1.1.1.1")]
    [InlineData("1.2.3.4:80", "host 1.2.3.4 and port 80")]
    [InlineData("host 1.2.3.4:80", "host 1.2.3.4 and port 80")]
    [InlineData("host [2001:db8::1]:443", "host 2001:db8::1 and port 443")]
    [InlineData("icmp or 1.2.3.4:80", "icmp or (host 1.2.3.4 and port 80)")]
    [InlineData("host 8.8.8.8/32", "net 8.8.8.8/32")]
    [InlineData("10.0.0.0/8", "net 10.0.0.0/8")]
    [InlineData("host FE80::1", "host fe80::1")]
    [InlineData("host fe80::1%eth0", "host fe80::1")]
    [InlineData("host [::1]", "host ::1")]
    [InlineData("host 08.8.8.8", "host 8.8.8.8")]
    [InlineData("net 10/8", "net 10.0.0.0/8")]
    [InlineData("net 192.168/16", "net 192.168.0.0/16")]
    [InlineData("net 10.0.0.0/255.0.0.0", "net 10.0.0.0 mask 255.0.0.0")]
    [InlineData("net 10.0.0.0 mask 8", "net 10.0.0.0/8")]
    [InlineData("net 10.0.0.0 netmask 255.0.0.0", "net 10.0.0.0 mask 255.0.0.0")]
    [InlineData("port http", "port 80")]
    [InlineData("tcp and port https", "tcp and port 443")]
    [InlineData("port +80", "port 80")]
    [InlineData("port 0x50", "port 80")]
    [InlineData("port 80,443", "(port 80 or port 443)")]
    [InlineData("port 80-82", "(port 80 or port 81 or port 82)")]
    [InlineData("portrange 1-2", "(port 1 or port 2)")]
    [InlineData("port 53 or 80", "port 53 or port 80")]
    [InlineData("port 80and tcp", "port 80 and tcp")]
    [InlineData("proto 6", "ip proto 6")]
    [InlineData("ip proto tcp", "tcp")]
    [InlineData("icmp6", "ip proto 58")]
    [InlineData("tcp or icmpv6", "tcp or ip proto 58")]
    [InlineData("sctp", "ip proto 132")]
    [InlineData("ip6", "net ::/0")]
    [InlineData("ip", "net 0.0.0.0/0")]
    [InlineData("ip.addr == 8.8.8.8", "host 8.8.8.8")]
    [InlineData("udp or tcp.port==443", "udp or (tcp and port 443)")]
    [InlineData("after 10m", "after 10m ago")]
    [InlineData("after 10m and tcp", "after 10m ago and tcp")]
    [InlineData("after 5 m ago", "after 5m ago")]
    [InlineData("after 2 hours ago", "after 2h ago")]
    [InlineData("after 5d ago", "after 120h ago")]
    [InlineData("after 1w ago", "after 168h ago")]
    [InlineData("after 5s ago", "after 1m ago")]
    [InlineData("after 1h30m ago", "after 90m ago")]
    [InlineData("after 1.5h ago", "after 90m ago")]
    [InlineData("after -5m ago", "after 5m ago")]
    [InlineData("after now", "after 0m ago")]
    [InlineData("after 2012-11-03", "after 2012-11-03T00:00:00Z")]
    [InlineData("after 2012-11-03 and tcp", "after 2012-11-03T00:00:00Z and tcp")]
    [InlineData("after 2012-11-03T11:29:00", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 2012-11-03T11:29Z", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 2012-11-03 11:29:00Z", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 2012-11-03 11:29:00 UTC", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 2012-11-03t11:29:00z", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 2012-11-03T11:29:00+0700", "after 2012-11-03T11:29:00+07:00")]
    [InlineData("after 2012-11-03T11:29:00 -07:00", "after 2012-11-03T11:29:00-07:00")]
    [InlineData("after 2012-11-03T11:29:00,5Z", "after 2012-11-03T11:29:00.5Z")]
    [InlineData("after 2012-12-31T24:00:00Z", "after 2013-01-01T00:00:00Z")]
    [InlineData("after 1351942140", "after 2012-11-03T11:29:00Z")]
    [InlineData("after 1351942140500", "after 2012-11-03T11:29:00.5Z")]
    [InlineData("since 2h ago", "after 2h ago")]
    [InlineData("between 2012-01-01T00:00:00Z and 2013-01-01T00:00:00Z", "after 2012-01-01T00:00:00Z and before 2013-01-01T00:00:00Z")]
    public void Suggestion_PutInPlace_MendsTheText(string text, string expected)
    {
        // Some texts need the mend of a second fault, as an editor would show it next.
        var mended = MendAll(text);
        mended.ShouldBe(expected);
        QueryParser.TryParse(mended, out _, out var left).ShouldBeTrue(left?.Message);
    }

    [Theory]
    [InlineData("tcp not udp", 4, 3, "“not” is not available in Stenographer; as written Stenographer would ignore it and everything after it: ask for what you want, and leave the rest out afterwards.")]
    [InlineData("!tcp", 0, 1, "“!” is not available in Stenographer: ask for what you want, and leave the rest out afterwards.")]
    [InlineData("tcp and not udp", 8, 3, "“not” is not available in Stenographer: ask for what you want, and leave the rest out afterwards.")]
    [InlineData("host google.com", 5, 10, "Stenographer knows addresses only, not names such as “google.com”: write the address.")]
    [InlineData("arp", 0, 3, "“arp” is not in Stenographer’s index, which holds IP only: a time alone finds such packets.")]
    [InlineData("port 65536", 5, 5, "“65536” is too large: “port” takes a number from 0 to 65535.")]
    [InlineData("port 80x", 5, 3, "“80x” cannot be read; as written Stenographer would read “port 80” and ignore the rest.")]
    [InlineData("tcp and", 7, 0, "A term must follow “and”.")]
    [InlineData("()", 0, 2, "Nothing stands between these parentheses: remove them, or write a term.")]
    [InlineData("after 2012-02-30T00:00:00Z", 6, 20, "“2012-02-30T00:00:00Z” is not a moment of the calendar and the clock.")]
    [InlineData("net 10.0.0.0/33", 13, 2, "“33” is not the length of a network: this address takes 0 to 32.")]
    [InlineData("ip proto 6p53", 9, 4, "“6p53” cannot be read; as written Stenographer would read “ip proto 6” and ignore the rest.")]
    [InlineData("tcp, udp", 3, 1, "Terms are not joined by commas; as written Stenographer would ignore it and everything after it: write “and” or “or”.")]
    public void Message_NoSureMend_SaysWhereAndWhy(string text, int position, int length, string message)
    {
        QueryParser.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldBe(new QueryError(position, length, message, null));
    }

    [Fact]
    public void Message_HalfACharacter_IsNamedByItsNumber()
    {
        QueryParser.TryParse("tcp " + '\ud800', out _, out var error).ShouldBeFalse();
        error!.Message.ShouldStartWith("“U+D800” does not belong here; as written");
        (error.Position, error.Length).ShouldBe((4, 1));
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Suggestion_AppliedAgainAndAgain_ComesToAnEnd(string text) => MendAll(text).ShouldNotBeNull();

    [Fact]
    public void Message_WhatStenographerWouldCutShort_SaysSo()
    {
        foreach (var (text, kind, _) in QueryCases.Refused)
        {
            QueryParser.TryParse(text, out _, out var error).ShouldBeFalse();
            error!.Message.Contains("as written Stenographer would", StringComparison.Ordinal).ShouldBe(kind == "ignored-tail", $"{text}: {error.Message}");
        }
    }

    [Fact]
    public void TryParse_TooLong_SaysHowLongItMayBe()
    {
        QueryParser.TryParse(new string('x', 4097), out _, out var error).ShouldBeFalse();
        error.ShouldBe(new QueryError(4096, 1, "The query has 4,097 characters and may have 4,096: shorten it, or ask twice.", null));
        QueryParser.TryParse(string.Join("or", Enumerable.Repeat("tcp", 257)), out _, out error).ShouldBeFalse();
        error!.Position.ShouldBe(256 * 5);
        error.Message.ShouldStartWith("The query has more than 256 terms");
        QueryParser.TryParse(string.Join("or", Enumerable.Repeat("tcp", 256)), out _, out error).ShouldBeTrue();
    }

    [Theory]
    [InlineData('(', 4096)]
    [InlineData('(', 1_000_000)]
    [InlineData(')', 4096)]
    public void TryParse_DeepParentheses_AreRefusedWithoutADeepStack(char parenthesis, int times) =>
        QueryParser.TryParse(new string(parenthesis, times), out _, out _, new QueryLimits(int.MaxValue)).ShouldBeFalse();

    [Fact]
    public void TryParse_DeepParenthesesThatClose_AreRead() =>
        QueryCases.Parse(new string('(', 2000) + "tcp" + new string(')', 2000)).Canonical.ShouldBe("tcp");

    private static string MendAll(string text)
    {
        for (var i = 0; i < 10; i++)
        {
            if (QueryParser.TryParse(text, out _, out var error) || error.Suggestion is null) return text;
            var mended = string.Concat(text.AsSpan(0, error.Position), error.Suggestion, text.AsSpan(error.Position + error.Length));
            mended.ShouldNotBe(text, error.Message);
            text = mended;
        }

        throw new InvalidOperationException($"Ten mends were not enough: {text}");
    }
}
