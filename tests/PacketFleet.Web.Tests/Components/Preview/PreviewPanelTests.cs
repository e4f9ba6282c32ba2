using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Web.Components.Controls.Preview;
using PacketFleet.Web.Tests.Api;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components.Preview;

public sealed class PreviewPanelTests
{
    private const string Query = "port 53 and after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z";

    [Fact]
    public async Task Lanes_OfTheRegions_SayWhatIsHeld()
    {
        await using var page = Page(Held("Frankfurt", "2026-11-20T00:00:00Z"), Held("Ashburn", "2026-11-24T12:00:00Z"));
        var panel = Open(page, "Frankfurt", "Ashburn");

        panel.WaitForAssertion(() => Lane(panel, "Ashburn").ShouldContain("75 % held"));

        Lane(panel, "Frankfurt").ShouldContain("all held");
        Lane(panel, "Ashburn").ShouldContain("not held any more");
        panel.FindAll("[data-lane=Ashburn] rect.k-abs").Count.ShouldBe(1);
        panel.FindAll("[data-lane=Frankfurt] rect.k-held").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Region_ThatDoesNotTell_SaysWhyInASentence()
    {
        var silent = new PreviewRegion(RegionHoldings.Unknown("Singapore", "Singapore does not answer: see that it runs.", FleetContext.Now), []);

        await using var page = Page(silent);
        var panel = Open(page, "Singapore");

        panel.WaitForAssertion(() => panel.Find(".preview-note").TextContent.ShouldBe("Singapore does not answer: see that it runs."));
        Lane(panel, "Singapore").ShouldContain("not known");
    }

    [Fact]
    public async Task Count_OnRequest_ShowsNumbersAndWhatTheEdgesMayCut()
    {
        await using var page = Page(
            Held("Frankfurt", "2026-11-20T00:00:00Z", new CountedPart(At("2026-11-24T11:00:00Z"), 20, true, 0.5), new CountedPart(At("2026-11-24T12:00:00Z"), 100, false, 1), new CountEnd(true, null, null)),
            Held("Ashburn", "2026-11-20T00:00:00Z", new CountedPart(At("2026-11-24T12:00:00Z"), 7, false, 1), new CountEnd(false, "Ashburn was counted to 13:00 only: narrow the window.", null)));
        var panel = Open(page, "Frankfurt", "Ashburn");

        panel.WaitForElement("[data-count]:not([disabled])").Click();
        panel.WaitForAssertion(() => panel.Find("[data-count-total]").TextContent.ShouldBe("107–127 packets"));

        Lane(panel, "Frankfurt").ShouldContain("100–120");
        Lane(panel, "Ashburn").ShouldContain("7");
        panel.FindAll(".histogram rect").Count.ShouldBe(2);
        var notes = panel.FindAll(".preview-note").Select(n => n.TextContent).ToArray();
        notes.ShouldContain("Ashburn was counted to 13:00 only: narrow the window.");
        notes.ShouldContain("Up to 20 packets at the window's edges may be cut away: files are counted whole, what is fetched is cut exactly.");
    }

    [Fact]
    public async Task Count_Stopped_EndsTheCountingInTheRegion()
    {
        var endless = new PreviewRegion(Holdings("Frankfurt", "2026-11-20T00:00:00Z"), null);
        await using var page = Page(endless);
        var panel = Open(page, "Frankfurt");
        panel.WaitForElement("[data-count]:not([disabled])").Click();
        await endless.Counting.WaitAsync(TimeSpan.FromSeconds(30));

        await panel.Instance.DisposeAsync();

        await endless.Cancelled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Query_ThatCannotBeAsked_IsSaidInsteadOfLanes()
    {
        await using var page = Page(Held("Frankfurt", "2026-11-20T00:00:00Z"));
        var panel = OpenWith(page, "tcp and after 2026-11-24T15:00:00Z and before 2026-11-24T11:00:00Z", "Frankfurt");

        panel.WaitForAssertion(() => panel.Find(".preview-note.bad").TextContent.ShouldContain("window is empty"));
        panel.FindAll("[data-lane]").ShouldBeEmpty();
    }

    private static string Lane(IRenderedComponent<PreviewPanel> panel, string region) => panel.Find($"[data-lane={region}]").TextContent;

    private static PacketTime At(string time) => PacketTime.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    private static PreviewRegion Held(string name, string oldest, params CountStep[] steps) => new(Holdings(name, oldest), steps);

    private static RegionHoldings Holdings(string name, string oldest) => new()
    {
        Region = name,
        Known = true,
        TakenAt = FleetContext.Now,
        Oldest = At(oldest),
        Horizon = At("2026-11-24T15:30:00Z"),
        Capturing = true,
    };

    private static FleetContext Page(params PreviewRegion[] regions) => new(services =>
        services.AddSingleton(new QueryPreview(new RegionCatalog(regions), new EngineOptions { ArchiveDirectory = "/nowhere" }, TimeProvider.System)));

    private static IRenderedComponent<PreviewPanel> Open(FleetContext page, params string[] regions) => OpenWith(page, Query, regions);

    private static IRenderedComponent<PreviewPanel> OpenWith(FleetContext page, string query, params string[] regions) =>
        page.Render<PreviewPanel>(p => p.Add(v => v.Query, query).Add(v => v.Regions, regions));
}
