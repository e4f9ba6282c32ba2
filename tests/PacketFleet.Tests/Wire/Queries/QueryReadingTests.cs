using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class QueryReadingTests
{
    [Theory]
    [InlineData("((((tcp))))", "tcp")]
    [InlineData("tcpandport0080", "tcp and port 80")]
    [InlineData("ip proto 6||ip proto 17 && ip  proto 1", "tcp or udp and icmp")]
    [InlineData("(tcp or udp) and port 53", "tcp or udp and port 53")]
    [InlineData("tcp or (udp and port 53)", "tcp or (udp and port 53)")]
    [InlineData("tcp and (udp and port 53)", "tcp and (udp and port 53)")]
    [InlineData("host ::ffff:8.8.8.8", "host 8.8.8.8")]
    [InlineData("host ::1.2.3.4", "host ::102:304")]
    [InlineData("host 0:0:0:0:0:0:0:0", "host ::")]
    [InlineData("host 1:0:0:2:0:0:0:3", "host 1:0:0:2::3")]
    [InlineData("host 1:0:2:3:4:5:6:7", "host 1:0:2:3:4:5:6:7")]
    [InlineData("host 1::2:3:4:5:6:7", "host 1:0:2:3:4:5:6:7")]
    [InlineData("host 1:2:3:4:5:6::", "host 1:2:3:4:5:6::")]
    [InlineData("host fe80::5efe:10.0.0.1", "host fe80::5efe:a00:1")]
    [InlineData("net 8.8.8.0 / 024", "net 8.8.8.0/24")]
    [InlineData("net 141.142.228.5/24", "net 141.142.228.5/24")]
    [InlineData("net ::ffff:10.0.0.0/8", "net 10.0.0.0/8")]
    [InlineData("net10.0.0.1 mask 255.0.0.255", "net 10.0.0.1 mask 255.0.0.255")]
    [InlineData("before 045m ago", "before 45m ago")]
    [InlineData("after 60mago", "after 60m ago")]
    [InlineData("after 2012-11-03T11:29:00-07:00", "after 2012-11-03T18:29:00Z")]
    [InlineData("after 2012-11-03T1:29:00.500Z", "after 2012-11-03T01:29:00.5Z")]
    [InlineData("after 2012-11-03T11:29:00.1234567899999+05:30", "after 2012-11-03T05:59:00.123456789Z")]
    [InlineData("after 2012-11-03T11:29:00+25:00", "after 2012-11-02T10:29:00Z")]
    [InlineData("after 2012-03-01T00:00:00+00:99", "after 2012-02-29T22:21:00Z")]
    [InlineData("before 0000-02-29T00:00:00Z", "before 0000-02-29T00:00:00Z")]
    [InlineData("before 0000-01-01T00:00:00+99:99", "before 0000-01-01T00:00:00+99:99")]
    [InlineData("before 9999-12-31T23:59:59.75-00:90", "before 9999-12-31T23:59:59.75-01:30")]
    [InlineData("before 1600-01-01T00:00:00Z", "before 1600-01-01T00:00:00Z")]
    public void Canonical_Query_IsItsShortestPlainText(string text, string expected)
    {
        var query = QueryCases.Parse(text);
        query.Canonical.ShouldBe(expected);
        QueryCases.Parse(expected).Root.ShouldBe(query.Root);
    }

    [Theory]
    [InlineData("tcp", "tcp", false)]
    [InlineData("tcp and port 80", "tcp and port 80", false)]
    [InlineData("tcp or udp or icmp", "(tcp or udp) or icmp", false)]
    [InlineData("port 53 or port 80 and host 8.8.8.8", "(port 53 or port 80) and host 8.8.8.8", true)]
    [InlineData("(port 53 or port 80) and host 8.8.8.8", "(port 53 or port 80) and host 8.8.8.8", false)]
    [InlineData("port 53 or (port 80 and host 8.8.8.8)", "port 53 or (port 80 and host 8.8.8.8)", false)]
    [InlineData("tcp or (udp and port 53 or icmp)", "tcp or ((udp and port 53) or icmp)", true)]
    [InlineData(
        "host 8.8.8.8 and net 192.0.2.0/24 and (tcp or udp) and (port 53 or port 443 or port 853)",
        "((host 8.8.8.8 and net 192.0.2.0/24) and (tcp or udp)) and ((port 53 or port 443) or port 853)",
        false)]
    public void Reading_Query_HasEveryGroupInParentheses(string text, string expected, bool mixes)
    {
        var query = QueryCases.Parse(text);
        query.Reading.ShouldBe(expected);
        query.MixesOperators.ShouldBe(mixes);
    }

    [Theory]
    [InlineData("before 0000-01-01T00:00:00Z", long.MinValue)]
    [InlineData("after 9999-12-31T23:59:59Z", long.MaxValue)]
    [InlineData("after 1970-01-01T00:00:00.000000001Z", 1)]
    [InlineData("after 1969-12-31T23:59:59.999999999Z", -1)]
    [InlineData("after 2000-02-29T12:00:00Z", 951_825_600_000_000_000)]
    [InlineData("after 1900-03-01T00:00:00Z", -2_203_891_200_000_000_000)]
    public void Absolute_Time_IsCountedInNanosecondsAndSaturates(string text, long expected) =>
        QueryCases.Parse(text).Root.ShouldBeOfType<TimeNode>().Time.Absolute!.Value.Nanoseconds.ShouldBe(expected);

    [Fact]
    public void Absolute_EveryDayOfTheCalendar_AgreesWithDotNet()
    {
        for (var day = new DateTime(1678, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2262; day = day.AddDays(1))
        {
            TimeText.TryParse(day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), out var time).ShouldBeTrue();
            if (time!.Absolute != PacketFleet.Wire.PacketTime.From(new DateTimeOffset(day))) Assert.Fail(day.ToString("O"));
        }
    }
}
