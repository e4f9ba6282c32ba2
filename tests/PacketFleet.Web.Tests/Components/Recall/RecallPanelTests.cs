using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Components.Controls.Recall;
using PacketFleet.Web.Recall;

namespace PacketFleet.Web.Tests.Components.Recall;

public sealed class RecallPanelTests
{
    [Fact]
    public async Task Panel_Opened_ShowsSavedAndRecent()
    {
        await using var page = Page(out _);
        var (panel, _) = Open(page);

        panel.Find("button[data-saved=beacons]").TextContent.ShouldContain("host 8.8.8.8 and after 4h ago");
        panel.Find("button[data-recent='7']").TextContent.ShouldContain("2 regions · 5 m ago");
    }

    [Fact]
    public async Task Row_Clicked_IsChosen()
    {
        await using var page = Page(out _);
        var (panel, chosen) = Open(page);

        panel.Find("button[data-saved=beacons]").Click();
        panel.Find("button[data-recent='7']").Click();

        chosen[0].ShouldBe(new RecalledQuery("host 8.8.8.8 and after 4h ago", "100", null, null));
        (chosen[1].Query, chosen[1].Case).ShouldBe(("port 53", "INC-1"));
        chosen[1].Regions.ShouldBe(["Frankfurt", "Ashburn"]);
    }

    [Fact]
    public async Task Name_Given_KeepsThePresentQuery_AndTheSameNameReplaces()
    {
        await using var page = Page(out var shelf);
        var (panel, _) = Open(page);
        panel.Find("[data-save]").GetAttribute("aria-disabled").ShouldBe("true");
        panel.Find("form").Submit();
        shelf.Saved.Count.ShouldBe(1);

        panel.Find("[data-save-name]").Input(" weekly ");
        panel.Find("form").Submit();

        shelf.Saved.ShouldContain(q => q.Name == "weekly" && q.Query == "tcp" && q.Source == "5");
        panel.Find(".recall-said").TextContent.ShouldBe("Saved as “weekly”");
        panel.FindAll("button[data-saved=weekly]").Count.ShouldBe(1);
        panel.Find("[data-save-name]").Input("weekly");
        panel.Find("[data-save]").TextContent.ShouldBe("Replace");
    }

    [Fact]
    public async Task Forget_TakesItOut()
    {
        await using var page = Page(out var shelf);
        var (panel, _) = Open(page);

        panel.Find("button[aria-label='Forget beacons']").Click();

        shelf.Saved.ShouldBeEmpty();
        panel.FindAll("[data-saved]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_AndAStoreThatFails_AreSaid()
    {
        await using var page = Page(out var shelf);
        shelf.Refusal = "You keep 200 queries already: forget one first.";
        var (panel, _) = Open(page);

        panel.Find("[data-save-name]").Input("one more");
        panel.Find("form").Submit();
        panel.Find(".recall-said.bad").TextContent.ShouldBe("You keep 200 queries already: forget one first.");

        shelf.Fault = new IOException("The database is locked: try again.");
        panel.Find("button[aria-label='Forget beacons']").Click();
        panel.Find(".recall-said.bad").TextContent.ShouldBe("The database is locked: try again.");
    }

    private static FleetContext Page(out FakeShelf shelf)
    {
        var kept = shelf = new FakeShelf();
        return new FleetContext(services => services.AddSingleton<IQueryShelf>(kept));
    }

    private static (IRenderedComponent<RecallPanel> Panel, List<RecalledQuery> Chosen) Open(FleetContext page)
    {
        var chosen = new List<RecalledQuery>();
        var panel = page.Render<RecallPanel>(p => p.Add(r => r.Current, "tcp").Add(r => r.Source, "5").Add(r => r.OnChoose, chosen.Add));
        panel.WaitForElement("[data-recent]");
        return (panel, chosen);
    }

    private sealed class FakeShelf : IQueryShelf
    {
        public List<SavedQuery> Saved { get; } = [new("beacons", "host 8.8.8.8 and after 4h ago", "100", FleetContext.Now)];

        public string? Refusal { get; set; }

        public Exception? Fault { get; set; }

        public Task<IReadOnlyList<SavedQuery>> SavedAsync(string owner, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<SavedQuery>>([.. Saved]);

        public Task<string?> SaveAsync(string owner, SavedQuery query, CancellationToken cancellation = default)
        {
            if (Refusal is null)
                Saved.Add(query);
            return Task.FromResult(Refusal);
        }

        public Task ForgetAsync(string owner, string name, CancellationToken cancellation = default)
        {
            Saved.RemoveAll(q => q.Name == name);
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }

        public Task<IReadOnlyList<RecentQuery>> RecentAsync(string owner, int most, CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyList<RecentQuery>>([new("port 53", null, "INC-1", ["Frankfurt", "Ashburn"], 7, FleetContext.Now.AddMinutes(-5))]);
    }
}
