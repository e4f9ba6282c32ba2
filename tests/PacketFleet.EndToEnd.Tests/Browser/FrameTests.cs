using Microsoft.Playwright;
using PacketFleet.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>The console inside a page of another origin, as in a modal of Gravwell.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class FrameTests(BrowserFixture browser)
{
    [Fact]
    public async Task OriginListed_WorksInsideAndIsCompact_OriginNotListedShowsNothing()
    {
        await using var listed = await ForeignPage.StartAsync();
        await using var stranger = await ForeignPage.StartAsync();
        await using var fleet = await PacketFleetProcess.StartAsync($$"""{ "PacketFleet": { "Web": { "FrameAncestors": ["{{listed.Origin}}"] } } }""");
        await browser.VisitAsync(
            async visit =>
            {
                visit.Allow(listed.Origin);
                await visit.Page.GotoAsync(listed.Framing($"{fleet.BaseUrl}/?q=8.8.8.8&s=0x20"));
                var console = new ConsoleView(visit.Page.FrameLocator("iframe").Locator("body"));
                await console.ReadyAsync();
                await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8");

                // Compact: no table, no pages, neither case nor note.
                await Expect(console.Body.GetByRole(AriaRole.Treegrid)).ToHaveCountAsync(0);
                await Expect(console.Body.GetByRole(AriaRole.Navigation, new() { Name = "Pages" })).ToBeHiddenAsync();
                await Expect(console.Field("case")).ToHaveCountAsync(0);
                await Expect(console.Field("note")).ToHaveCountAsync(0);

                await Expect(console.Reading).ToContainTextAsync("Reads as");
                await console.Submit.ClickAsync();
                var job = await console.SubmittedAsync();
                var answer = await fleet.WaitForEndAsync(job, 60);
                answer.GetProperty("state").GetString().ShouldBe("completed");
                answer.GetProperty("source").GetString().ShouldBe("0x20");
                var summary = console.Body.GetByRole(AriaRole.Region, new() { Name = $"Job {job}", Exact = true });
                await Expect(summary).ToContainTextAsync("Complete");
                await Expect(summary).ToContainTextAsync($"{JobRowView.Text(answer.GetProperty("packets").GetInt64())} packets");
            },
            fleet);

        await browser.VisitAsync(
            async visit =>
            {
                visit.Allow(stranger.Origin);
                visit.ExpectFault("frame-ancestors");
                await visit.Page.GotoAsync(stranger.Framing(fleet.BaseUrl));
                await visit.FaultAsync();
                await Expect(visit.Page.FrameLocator("iframe").GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
                visit.Page.Frames.ShouldNotContain(f => f.Url.StartsWith(fleet.BaseUrl, StringComparison.Ordinal));
            },
            fleet);
    }
}
