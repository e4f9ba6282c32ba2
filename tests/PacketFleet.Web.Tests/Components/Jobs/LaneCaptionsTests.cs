using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Pictures;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class LaneCaptionsTests
{
    private const string Written = "Frankfurt has written up to 14:58:03; the last minutes follow in about 40 s.";

    [Fact]
    public void Waiting_SaysHowFarIsWritten() =>
        Told(Fetch("Frankfurt", FetchState.Waiting, 0.99, reason: Written)).ShouldBe(["0 covered", "end written up to 14:58:03, waiting"]);

    [Fact]
    public void Waiting_IsSaidFirst_WhereThereIsRoomForOne() =>
        Told(Fetch("Frankfurt", FetchState.Waiting, 0.99, reason: Written), 200).ShouldBe(["end written up to 14:58:03, waiting"]);

    [Fact]
    public void Waiting_BeforeAnyAnswer_SaysItOverTheWholeLane() =>
        Told(Fetch("Frankfurt", FetchState.Waiting, reason: Written)).ShouldBe(["0 written up to 14:58:03, waiting"]);

    [Fact]
    public void Waiting_ForAnotherReason_SaysThat() =>
        Told(Fetch("Frankfurt", FetchState.Waiting, 0.5, reason: "Gravwell lags (no indexer answers).")).ShouldBe(["0 covered", "480 Gravwell lags, waiting"]);

    [Fact]
    public void SeveralGaps_EachSayWhatTheyAre() => Told(Fetch(
        "Frankfurt", FetchState.Failed, 1, Verdict.Missing, 5, null,
        Gap(GapKind.OlderThanRetention, "11:00", "11:40", "It holds nothing before."),
        Gap(GapKind.CutByNetwork, "12:00", "12:14", "It broke."),
        Gap(GapKind.NoCapture, "13:00", "13:10", "It captured nothing."),
        Gap(GapKind.CutByServer, "14:00", "14:30", "It ended early."))).ShouldBe(["0 not held", "160 covered", "240 14 min missing, cut by network", "480 nothing captured", "720 30 min missing, cut by region"]);

    private static string[] Told(FetchSnapshot fetch, int width = 960)
    {
        var axis = new CoverageAxis(At("11:00"), At("15:00"));
        return [.. LaneCaptions.Of(fetch, Coverage.Of(fetch, axis, Coverage.LaneHead), axis, width, Days.Of(axis, TimeZoneInfo.Utc)).Select(c => $"{c.X?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "end"} {c.Text}")];
    }
}
