using Bunit;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Tests.Components.Pictures;

public sealed class PicturesTests
{
    [Fact]
    public async Task CoverageBar_DrawsEachKindAsItsShape()
    {
        await using var page = new BunitContext();
        var bar = page.Render<CoverageBar>(p => p
            .Add(b => b.Segments, [new(CoverageKind.Absent, 0, 0.2), new(CoverageKind.Covered, 0.2, 0.6), new(CoverageKind.Missing, 0.6, 0.8, "It was cut."), new(CoverageKind.NotAsked, 0.8, 1)])
            .Add(b => b.Width, 100).Add(b => b.Height, 8).Add(b => b.Label, "half"));

        bar.Find("svg").GetAttribute("aria-label").ShouldBe("half");
        var hollow = bar.Find(".k-abs");
        (hollow.GetAttribute("x"), hollow.GetAttribute("y"), hollow.GetAttribute("width"), hollow.GetAttribute("height")).ShouldBe(("0.5", "0.5", "19", "7"));
        var thread = bar.Find(".k-todo");
        (thread.GetAttribute("y"), thread.GetAttribute("height")).ShouldBe(("3", "2"));
        bar.Find(".k-mis title").TextContent.ShouldBe("It was cut.");
        bar.FindAll(".k-cov").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 6, 88, null)]
    [InlineData(3, 22, 88, null)]
    [InlineData(5, 28, 88, null)]
    [InlineData(9, 22, 64, "+5")]
    public async Task CoverageStack_OfManyRegions_FitsARow(int regions, int height, int width, string? more)
    {
        await using var page = new BunitContext();
        var stack = page.Render<CoverageStack>(p => p
            .Add(s => s.Bars, [.. Enumerable.Range(0, regions).Select(_ => (IReadOnlyList<CoverageSegment>)[new(CoverageKind.Covered, 0, 1)])])
            .Add(s => s.Label, "all"));

        var svg = stack.Find("svg");
        (svg.GetAttribute("height"), svg.GetAttribute("width")).ShouldBe(($"{height}", $"{width}"));
        stack.FindAll(".more").Select(m => m.TextContent).SingleOrDefault().ShouldBe(more);
    }

    [Fact]
    public async Task CoverageStack_OfManyRegions_ShowsTheWorst()
    {
        await using var page = new BunitContext();
        var bars = Enumerable.Range(0, 9).Select(i => (IReadOnlyList<CoverageSegment>)[new(i == 8 ? CoverageKind.Missing : CoverageKind.Covered, 0, 1)]).ToList();
        var stack = page.Render<CoverageStack>(p => p.Add(s => s.Bars, bars).Add(s => s.Label, "one missing"));
        stack.FindAll(".k-mis").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.0, null)]
    [InlineData(0.25, "M8 8V4.25A3.75 3.75 0 0 1 11.75 8.00z")]
    [InlineData(0.75, "M8 8V4.25A3.75 3.75 0 1 1 4.25 8.00z")]
    public void Pie_OfAFraction_FillsClockwise(double fraction, string? path) => StateIcon.Pie(fraction).ShouldBe(path);

    [Fact]
    public async Task StateIcon_WithUnknownFraction_ShowsAPointNotAPart()
    {
        await using var page = new BunitContext();
        var icon = page.Render<StateIcon>(p => p.Add(i => i.Mark, StateMark.Pie));
        icon.FindAll("path").ShouldBeEmpty();
        icon.Find("circle.pie").ShouldNotBeNull();
    }

    [Fact]
    public async Task Sparkline_TouchesTopAndBottom()
    {
        await using var page = new BunitContext();
        var line = page.Render<Sparkline>(p => p.Add(s => s.Values, [0, 10, 5]).Add(s => s.Width, 100).Add(s => s.Height, 22).Add(s => s.Label, "rate"));
        line.Find(".spark").GetAttribute("d").ShouldBe("M0 21L50 1L100 11");
        page.Render<Sparkline>(p => p.Add(s => s.Values, [1]).Add(s => s.Label, "rate")).FindAll("path").ShouldBeEmpty();
    }
}
