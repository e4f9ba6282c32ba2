using PacketFleet.Engine.Preview;
using PacketFleet.Web.Components.Controls.Preview;
using PacketFleet.Web.Components.Pictures;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components.Preview;

public sealed class PreviewBinsTests
{
    private static readonly PacketTime Noon = PacketTime.From(FleetContext.Now);

    [Theory]
    [InlineData(60, 960, 1, 60)]
    [InlineData(240, 960, 2, 120)]
    [InlineData(1440, 960, 15, 96)]
    [InlineData(10080, 480, 180, 56)]
    public void Bars_OfAWindow_AreEightPixelsWideAtLeastAndRoundMinutesLong(int minutes, int width, int expectedMinutes, int expectedBars)
    {
        var bins = PreviewBins.Of([], Axis(minutes), width);

        bins.Length.ShouldBe(TimeSpan.FromMinutes(expectedMinutes));
        bins.Counts.Count.ShouldBe(expectedBars);
        (width / bins.Counts.Count).ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void Counts_OfAllRegions_AreAddedUpAndNoneIsLost()
    {
        RegionCount[] counts = [Count((-1, 3), (0, 5), (59, 7)), Count((0, 11), (30, 13), (61, 17))];

        var bins = PreviewBins.Of(counts, Axis(60), 960);

        bins.Counts.Sum().ShouldBe(56);
        bins.Counts[0].ShouldBe(19);
        bins.Counts[30].ShouldBe(13);
        bins.Counts[59].ShouldBe(24);
        bins.Most.ShouldBe(24);
    }

    [Fact]
    public void Bars_WithoutAnAxis_AreNone() => PreviewBins.Of([Count((0, 1))], CoverageAxis.Unknown, 960).Counts.ShouldBeEmpty();

    private static CoverageAxis Axis(int minutes) => new(Noon, Noon.Add(TimeSpan.FromMinutes(minutes)));

    private static RegionCount Count(params (int Minute, long Packets)[] minutes) => new(
        "A", minutes.Sum(m => m.Packets), 0, [.. minutes.Select(m => new MinuteCount(Noon.Add(TimeSpan.FromMinutes(m.Minute)), m.Packets))], 1, true, true, null, null);
}
