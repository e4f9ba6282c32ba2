using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Recall;
using PacketFleet.Wire;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Recall;

public sealed class SameJobTests
{
    private const string Fixed = "host 8.8.8.8 and after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z";

    [Theory]
    [InlineData(Fixed, 600, "same")]
    [InlineData("(host 8.8.8.8 && after 2026-11-24T11:00:00Z) and before 2026-11-24T15:00:00Z", 600, "written otherwise")]
    public void FixedWindow_IsTheSameHoweverLongAgo(string query, int seconds, string why) => Find(Asked(Fixed, seconds), query).ShouldNotBeNull(why);

    [Theory]
    [InlineData("host 8.8.8.8 and after 3h ago", 30, true)]
    [InlineData("host 8.8.8.8 and after 3h ago", 90, false)]
    [InlineData("host 8.8.8.8", 30, true)]
    [InlineData("host 8.8.8.8", 90, false)]
    public void WindowThatEndsNow_IsTheSameForAMinute(string query, int seconds, bool same) => (Find(Asked(query, seconds), query) is not null).ShouldBe(same);

    [Fact]
    public void OtherRegionsSourceOrQuery_AreNotTheSame()
    {
        var asked = Asked(Fixed, 10);
        Find(asked, Fixed, regions: ["Frankfurt"]).ShouldBeNull();
        Find(asked, Fixed, regions: ["Singapore", "Frankfurt"]).ShouldNotBeNull();
        Find(asked, Fixed, source: "100").ShouldBeNull();
        Find(asked with { SourceBytes = "00000000000000000000000000000064" }, Fixed, source: "0x64").ShouldNotBeNull();
        Find(asked, Fixed + " and port 53").ShouldBeNull();
        Find(asked, "host 8.8.8.8 AND").ShouldBeNull();
    }

    [Theory]
    [InlineData(JobState.Queued, true)]
    [InlineData(JobState.Stopping, false)]
    [InlineData(JobState.Completed, false)]
    public void OnlyWhatIsInFlight_CanBeJoined(JobState state, bool same) => (Find(Asked(Fixed, 10) with { State = state }, Fixed) is not null).ShouldBe(same);

    private static JobSnapshot Asked(string query, int secondsAgo)
    {
        var at = Now.AddSeconds(-secondsAgo);
        PacketFleet.Wire.Queries.QueryParser.TryParse(query, out var read, out _).ShouldBeTrue();
        var pinned = read!.Pin(PacketTime.From(at));
        return Job(12, JobState.Running, Fetch("Frankfurt", FetchState.Streaming), Fetch("Singapore", FetchState.Queued)) with { Query = query, Pinned = pinned.Text, Window = pinned.Window, CreatedAt = at };
    }

    private static JobSnapshot? Find(JobSnapshot job, string query, string[]? regions = null, string? source = null) =>
        SameJob.Find([job], new JobRequest { Query = query, Regions = regions ?? ["Frankfurt", "Singapore"], Source = source }, Now);
}
