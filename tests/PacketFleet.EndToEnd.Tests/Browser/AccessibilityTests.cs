using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>What axe says of the pages, in both themes and with something to see, and the way through them by keys alone.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public Task Axe_ConsoleAndJobPage_NothingSeriousOrCritical(ColorScheme scheme) => browser.VisitAsync(
        async visit =>
        {
            var console = await ConsoleView.OpenAsync(visit.Page);
            var job = await console.AskAsync("host 8.8.8.8", "Region 1", "Region 2");
            await Expect(console.Row(job).State).ToHaveTextAsync("Complete");
            await console.Row(job).Query.ClickAsync();
            await console.Row(job).OpenAsync(true);
            (await visit.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe(scheme == ColorScheme.Dark ? "dark" : "light");
            Serious("console", await visit.Page.RunAxe());

            await console.Editor.FillAsync("host 8.8.8.8 AND port 53");
            await Expect(console.Composer.Locator(".squiggle")).ToBeVisibleAsync();
            Serious("a wrong query", await console.Composer.RunAxe());

            await visit.Page.GotoAsync($"/jobs/{job}");
            var page = new JobView(visit.Page);
            await Expect(page.Fact("In the archive")).ToBeVisibleAsync();
            Serious("job page", await visit.Page.RunAxe());
            await page.Tab("Events").ClickAsync();
            await Expect(page.Events.First).ToBeVisibleAsync();
            Serious("events", await visit.Page.GetByRole(AriaRole.Main).RunAxe());
        },
        wishes: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });

    [Fact]
    public Task KeysAlone_EditorRegionsSourceSubmit_InThatOrder() => browser.VisitAsync(async visit =>
    {
        var keys = visit.Page.Keyboard;
        var console = await ConsoleView.OpenAsync(visit.Page);
        await Expect(console.Editor).ToBeFocusedAsync();
        await keys.InsertTextAsync("icmp");
        await Expect(console.Reading).ToContainTextAsync("Reads as");
        var wanted = new Queue<string>(["region:Region 1", "region:Region 2", "field:source", "submit:"]);

        // Other controls may stand between.
        for (var steps = 0; wanted.Count > 0; steps++)
        {
            steps.ShouldBeLessThan(40, $"Tab did not reach {string.Join(", ", wanted)}");
            await keys.PressAsync("Tab");
            var at = await visit.Page.EvaluateAsync<string>("""
                () => { const { region, field, submit } = document.activeElement.dataset;
                        return region !== undefined ? "region:" + region : field !== undefined ? "field:" + field : submit !== undefined ? "submit:" : ""; }
                """);
            if (at != wanted.Peek())
            {
                wanted.ShouldNotContain(at);
                continue;
            }

            wanted.Dequeue();
            if (at == "region:Region 2")
            {
                await keys.PressAsync("Space");
                await Expect(console.Region("Region 2")).Not.ToBeCheckedAsync();
            }
            else if (at == "field:source")
            {
                await keys.TypeAsync("7");
            }
        }

        await keys.PressAsync("Enter");
        var job = await visit.Fleet.WaitForEndAsync(await console.SubmittedAsync(), 60);
        job.GetProperty("source").GetString().ShouldBe("7");
        job.GetProperty("regions").EnumerateArray().Select(r => r.GetProperty("name").GetString()).ShouldBe(["Region 1"]);
    });

    // Each digit is a message to the server: an answer to an earlier one must not take back what was typed since.
    [Fact]
    public Task Slash_NumberTypedFast_KeepsEveryDigit() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.Editor.BlurAsync();
        await visit.Page.Keyboard.PressAsync("/");
        var jump = visit.Page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Textbox);
        await Expect(jump).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("98765432123456");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no job 98765432123456");
        await Expect(jump).ToHaveValueAsync("98765432123456");
    });

    private static void Serious(string where, AxeResult result)
    {
        result.Passes.Length.ShouldBeGreaterThan(10);
        result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{where}: {v.Id} ({v.Impact}), {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
    }
}
