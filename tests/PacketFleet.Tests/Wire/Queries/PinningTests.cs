using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class PinningTests
{
    private static readonly PacketTime Now = PacketTime.From(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("tcp", "any time", "tcp", false)]
    [InlineData("after 3h ago", "from 2026-11-24T12:00:00Z", null, false)]
    [InlineData("after 3h ago and before 30m ago", "2026-11-24T12:00:00Z – 2026-11-24T14:30:00Z", null, false)]
    [InlineData("tcp and after 3h ago and port 80", "from 2026-11-24T12:00:00Z", "tcp and port 80", false)]
    [InlineData("after 3h ago and after 1h ago and tcp", "from 2026-11-24T14:00:00Z", "tcp", false)]
    [InlineData("before 3h ago and before 1h ago and tcp", "until 2026-11-24T12:00:00Z", "tcp", false)]
    [InlineData("after 1h ago and before 3h ago", "2026-11-24T14:00:00Z – 2026-11-24T12:00:00Z", null, false)]
    [InlineData("(tcp or udp) and after 1h ago", "from 2026-11-24T14:00:00Z", "tcp or udp", false)]
    [InlineData("tcp or udp and after 1h ago", "from 2026-11-24T14:00:00Z", "tcp or udp", false)]
    [InlineData("tcp and (after 3h ago and (before 1h ago and udp))", "2026-11-24T12:00:00Z – 2026-11-24T14:00:00Z", "tcp and udp", false)]
    [InlineData("after 3h ago and host 1.2.3.4 or port 80", "any time", "after 2026-11-24T12:00:00Z and host 1.2.3.4 or port 80", true)]
    [InlineData("(after 3h ago or tcp) and before 1h ago", "until 2026-11-24T14:00:00Z", "after 2026-11-24T12:00:00Z or tcp", true)]
    [InlineData("after 3h ago or before 5h ago", "any time", "after 2026-11-24T12:00:00Z or before 2026-11-24T10:00:00Z", true)]
    public void Pin_Query_TakesTheWindowOut(string text, string window, string? filter, bool hasTime)
    {
        var pinned = QueryCases.Parse(text).Pin(Now);
        pinned.Window.ToString().ShouldBe(window);
        (pinned.Filter is null ? null : QueryPrinter.Canonical(pinned.Filter)).ShouldBe(filter);
        pinned.FilterHasTime.ShouldBe(hasTime);
        QueryCases.Parse(pinned.Text).Root.ShouldBe(pinned.Root);
        pinned.Text.ShouldNotContain("ago");
    }

    [Theory]
    [InlineData("tcp", null, null, "tcp")]
    [InlineData("tcp", 0L, null, "tcp and after 1970-01-01T00:00:00Z")]
    [InlineData("tcp or udp", 0L, 1_500_000_000L, "(tcp or udp) and after 1970-01-01T00:00:00Z and before 1970-01-01T00:00:01.5Z")]
    [InlineData("tcp and (port 1 or port 2)", null, 0L, "tcp and (port 1 or port 2) and before 1970-01-01T00:00:00Z")]
    [InlineData("after 1h ago", null, null, "after 1970-01-01T00:00:00Z")]
    [InlineData("after 1h ago", 0L, null, "after 1970-01-01T00:00:00Z")]
    [InlineData("before 1h ago", null, 0L, "before 1970-01-01T00:00:00Z")]
    [InlineData("tcp and before 1h ago", 60_000_000_000L, null, "tcp and after 1970-01-01T00:01:00Z")]
    public void AskFor_Window_IsAskedBesideTheFilter(string text, long? after, long? before, string expected)
    {
        var window = new TimeWindow(after is { } a ? new PacketTime(a) : null, before is { } b ? new PacketTime(b) : null);
        var asked = QueryCases.Parse(text).Pin(Now).AskFor(window);
        asked.ShouldBe(expected);
        QueryCases.Parse(asked).Canonical.ShouldBe(expected.Replace("(tcp or udp)", "tcp or udp", StringComparison.Ordinal));
    }

    [Fact]
    public void AskFor_TimesLeftInTheFilter_AreMovedOutwards()
    {
        var pinned = QueryCases.Parse("tcp and after 3h ago or before 5h ago").Pin(Now);
        pinned.AskFor(TimeWindow.Everything).ShouldBe("(tcp and after 2026-11-24T11:58:00Z or before 2026-11-24T10:02:00Z)");
        pinned.AskFor(TimeWindow.Everything, TimeSpan.FromMinutes(11)).ShouldBe("(tcp and after 2026-11-24T11:49:00Z or before 2026-11-24T10:11:00Z)");
        pinned.AskFor(TimeWindow.Everything, TimeSpan.Zero).ShouldBe("(" + pinned.Text + ")");
    }

    [Fact]
    public void Pin_FurthestPast_StaysInRange()
    {
        QueryCases.Parse("after 2562047h ago").Pin(Now).Text.ShouldStartWith("after 1734-");
        QueryCases.Parse("after 2562047h ago").Pin(PacketTime.MinValue).Window.After.ShouldBe(PacketTime.MinValue);
    }

    [Fact]
    public void Text_ManyRelativeTimes_ReadsBackWithinTheStoredLimits()
    {
        var pinned = QueryCases.Parse(string.Join("or", Enumerable.Repeat("after1mago", 256))).Pin(new PacketTime(Now.Nanoseconds + 123_456_789));
        pinned.Text.Length.ShouldBeGreaterThan(QueryLimits.Default.Characters);
        QueryParser.TryParse(pinned.Text, out var again, out _, QueryLimits.Stored).ShouldBeTrue();
        again!.Root.ShouldBe(pinned.Root);
    }
}
