using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Pictures;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class AxisTicksTests
{
    [Fact]
    public void FourHours_OnAWideScreen_AreTickedByTheHalfHour()
    {
        var ticks = AxisTicks.Of(new(At("11:00"), At("15:00")), 960, TimeZoneInfo.Utc);
        ticks.Select(t => (t.X, t.Label)).ShouldBe([(0, "11:00"), (120, "11:30"), (240, "12:00"), (360, "12:30"), (480, "13:00"), (600, "13:30"), (720, "14:00"), (840, "14:30"), (960, "15:00")]);
    }

    [Fact]
    public void Narrow_Axis_NamesItsEndsOnly() =>
        AxisTicks.Of(new(At("11:00"), At("15:00")), 150, TimeZoneInfo.Utc).Select(t => t.Label).ShouldBe(["11:00", "15:00"]);

    [Fact]
    public void Odd_Start_IsTickedAtRoundMoments() =>
        AxisTicks.Of(new(At("11:07"), At("12:05")), 600, TimeZoneInfo.Utc).Select(t => t.Label).ShouldBe(["11:07", "11:20", "11:30", "11:40", "11:50", "12:05"]);

    [Fact]
    public void Ticks_NearAnEnd_MakeRoomForItsLabel() =>
        AxisTicks.Of(new(At("05:56:20"), At("06:56:20")), 960, TimeZoneInfo.Utc).Select(t => t.Label).ShouldBe(["05:56:20", "06:10", "06:20", "06:30", "06:40", "06:50", "06:56:20"]);

    [Fact]
    public void Unknown_Axis_HasNoTicks() => AxisTicks.Of(CoverageAxis.Unknown, 960, TimeZoneInfo.Utc).ShouldBeEmpty();

    [Fact]
    public void AnyAxis_HasBoundedTicksInOrder()
    {
        foreach (var seconds in new double[] { 0.001, 1, 61, 3601, 86_400, 1e6, 3e7, 4e9 })
        {
            var ticks = AxisTicks.Of(new(At("00:00"), At("00:00").Add(TimeSpan.FromSeconds(seconds))), 1600, TimeZoneInfo.Utc);
            ticks.Count.ShouldBeLessThanOrEqualTo(202);
            ticks.Select(t => t.X).ShouldBeInOrder();
        }
    }

    [Fact]
    public void Captions_NeverOverlap_AndTheGraverIsSaid()
    {
        var axis = new CoverageAxis(At("11:00"), At("15:00"));
        var fetch = Fetch("A", FetchState.Done, 1, Verdict.Missing, 5, null, Gap(GapKind.OlderThanRetention, null, "11:05", "old"), Gap(GapKind.CutByServer, "11:05", "11:20", "cut"));
        var captions = LaneCaptions.Of(fetch, Coverage.Of(fetch, axis), axis, 960, Days.Of(axis, TimeZoneInfo.Utc));
        captions.Select(c => (c.X, c.Text)).ShouldBe([(20, "15 min missing, cut by region")], ignoreOrder: false);
    }
}
