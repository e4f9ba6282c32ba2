using PacketFleet.Wire;

namespace PacketFleet.Tests.Wire.Queries;

public sealed class QueryNotesTests
{
    private const string Mixed = "“and” and “or” are read from the left, neither before the other: look at the reading, or write parentheses.";
    private const string Unbounded = "The time under “or” bounds no window: every packet a region holds is looked at. For a window, join “after” and “before” to all the rest by “and”.";
    private const string Beside = "The time under “or” stays in the query and does not narrow the window.";
    private const string Empty = "The window is empty: it ends before it starts, so swap “after” and “before”.";
    private const string Future = "The window lies in the future: no packet is in it yet.";
    private const string Present = "The window starts now: no packet is in it yet.";

    private static readonly PacketTime Now = PacketTime.From(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("tcp")]
    [InlineData("tcp and after 3h ago and before 1h ago")]
    [InlineData("tcp and before 2030-01-01T00:00:00Z")]
    [InlineData("(tcp or udp) and after 3h ago")]
    [InlineData("tcp or (udp and port 53)")]
    [InlineData("tcp and udp or icmp", Mixed)]
    [InlineData("tcp or udp and after 3h ago", Mixed)]
    [InlineData("after 3h ago or tcp", Unbounded)]
    [InlineData("tcp and (after 3h ago or before 5h ago)", Unbounded)]
    [InlineData("tcp and after 3h ago or udp", Mixed, Unbounded)]
    [InlineData("(tcp or before 5h ago) and after 9h ago", Beside)]
    [InlineData("after 1h ago and before 3h ago", Empty)]
    [InlineData("tcp and after 3h ago and before 3h ago", Empty)]
    [InlineData("after 2030-01-02T00:00:00Z and before 2030-01-01T00:00:00Z", Empty)]
    [InlineData("tcp and after 2030-01-01T00:00:00Z", Future)]
    [InlineData("after 2026-11-24T15:00:00.000000001Z", Future)]
    [InlineData("after 0m ago", Present)]
    [InlineData("after 2026-11-24T16:00:00+01:00 and tcp", Present)]
    public void Notes_Query_SayWhatMaySurprise(string text, params string[] notes) => QueryCases.Parse(text).Notes(Now).ShouldBe(notes);

    [Fact]
    public void Notes_EveryCaseStenographerTakes_AreSentences()
    {
        foreach (var row in QueryCases.Accepted)
            QueryCases.Parse(row.Text).Notes(Now).ShouldAllBe(n => n.EndsWith('.') && n.Length < 200);
    }
}
