using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>A question asked on the console, and its row as the whole team sees it.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class ConsoleTests(BrowserFixture browser)
{
    [Fact]
    public Task CtrlEnter_Host8888_EveryoneSeesTheRowGoToItsEndWithoutReloading() => browser.VisitAsync(async visit =>
    {
        var colleague = await visit.SomeoneElseAsync();
        var theirs = await ConsoleView.OpenAsync(colleague);
        var mine = await ConsoleView.OpenAsync(visit.Page);
        foreach (var page in new[] { visit.Page, colleague })
            await page.EvaluateAsync("window.sameDocument = true");

        await Expect(mine.Editor).ToBeFocusedAsync();
        await mine.ChooseAsync("Region 1", "Region 2");
        await mine.WriteAsync("host 8.8.8.8");
        await Expect(mine.Submit).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await mine.Editor.PressAsync("Control+Enter");
        var job = await mine.SubmittedAsync();

        var (_, packets) = await EndAsync(visit, job);
        packets.ShouldBeGreaterThan(200);
        foreach (var row in new[] { mine.Row(job), theirs.Row(job) })
        {
            await Expect(row.State).ToHaveTextAsync("Complete");
            await Expect(row.Query).ToHaveTextAsync("host 8.8.8.8");
            await Expect(row.Packets).ToHaveTextAsync(JobRowView.Text(packets));
        }

        foreach (var page in new[] { visit.Page, colleague })
            (await page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
    });

    [Fact]
    public Task Button_OneRegion_AsksOnlyThat() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        var job = await console.AskAsync("udp and port 53", "Region 2");
        var (answer, packets) = await EndAsync(visit, job);
        answer.GetProperty("regions").EnumerateArray().Select(r => r.GetProperty("name").GetString()).ShouldBe(["Region 2"]);
        await Expect(console.Row(job).State).ToHaveTextAsync("Complete");
        await Expect(console.Row(job).Packets).ToHaveTextAsync(JobRowView.Text(packets));
    });

    [Fact]
    public Task NothingTicked_Submit_SaysSoAndSendsNothing() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.ChooseAsync();
        await console.WriteAsync("icmp");
        await Expect(console.Submit).ToHaveAttributeAsync("aria-disabled", "true");
        await console.Editor.PressAsync("Control+Enter");
        await Expect(console.Composer.Locator("#fault-regions")).ToContainTextAsync("No region is chosen");
        await Expect(console.Submitted).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Row_ClickAndKeys_OpenItToItsRegions() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        var job = await console.AskAsync("icmp", "Region 1", "Region 2");
        var (answer, _) = await EndAsync(visit, job);
        var row = console.Row(job);
        await Expect(row.State).ToHaveTextAsync("Complete");

        await row.OpenAsync(false);
        await row.Query.ClickAsync();
        await row.OpenAsync(true);
        foreach (var region in answer.GetProperty("regions").EnumerateArray())
        {
            var below = row.Below.Filter(new() { HasText = region.GetProperty("name").GetString() });
            await Expect(below.Locator(".c-state")).ToHaveTextAsync("Complete");
            await Expect(below.Locator(".c-packets")).ToHaveTextAsync(JobRowView.Text(region.GetProperty("packets").GetInt64()));
        }

        await row.Row.PressAsync("Enter");
        await row.OpenAsync(false);
        await Expect(row.Below).ToHaveCountAsync(0);
        await row.Row.PressAsync("ArrowRight");
        await row.OpenAsync(true);
        await row.Row.PressAsync("ArrowLeft");
        await row.OpenAsync(false);

        // J finds the newest row from anywhere, except from a field.
        await console.Editor.FocusAsync();
        await console.Editor.BlurAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await Expect(row.Row).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await row.OpenAsync(true);
    });

    [Fact]
    public Task WrongQuery_MendedByAltEnter_IsSubmitted() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.ChooseAsync("Region 1");
        await console.Editor.FillAsync("host 8.8.8.8 AND port 53");
        await Expect(console.Reading).ToContainTextAsync("must be lower case");
        await Expect(console.Composer.Locator(".squiggle")).ToHaveTextAsync("AND");
        await Expect(console.Editor).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(console.Submit).ToHaveAttributeAsync("aria-disabled", "true");
        await console.Editor.PressAsync("Control+Enter");
        await Expect(console.Submitted).ToHaveCountAsync(0);

        await console.Editor.PressAsync("Alt+Enter");
        await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8 and port 53");
        await Expect(console.Editor).ToBeFocusedAsync();
        await Expect(console.Composer.Locator(".squiggle")).ToHaveCountAsync(0);
        await Expect(console.Reading).ToContainTextAsync("Reads as");
        await console.Editor.PressAsync("Control+Enter");
        var job = await console.SubmittedAsync();
        await Expect(console.Row(job).Query).ToHaveTextAsync("host 8.8.8.8 and port 53");
        await Expect(console.Row(job).State).ToHaveTextAsync("Complete");
    });

    [Fact]
    public Task Address_Prefill_FillsTheFieldsAndSendsNothing() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page, "/?q=8.8.8.8&s=100&c=Region%201&case=X");
        await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8");
        await Expect(console.Field("source")).ToHaveValueAsync("100");
        await Expect(console.Field("case")).ToHaveValueAsync("X");
        await Expect(console.Region("Region 1")).ToBeCheckedAsync();
        await Expect(console.Region("Region 2")).Not.ToBeCheckedAsync();
        await Expect(console.Submitted).ToHaveCountAsync(0);

        await console.Submit.ClickAsync();
        var (job, _) = await EndAsync(visit, await console.SubmittedAsync());
        job.GetProperty("source").GetString().ShouldBe("100");
        job.GetProperty("case").GetString().ShouldBe("X");
        job.GetProperty("regions").GetArrayLength().ShouldBe(1);
    });

    private static async Task<(System.Text.Json.JsonElement Job, long Packets)> EndAsync(Visit visit, long job)
    {
        var ended = await visit.Fleet.WaitForEndAsync(job, 60);
        ended.GetProperty("state").GetString().ShouldBe("completed");
        return (ended, ended.GetProperty("packets").GetInt64());
    }
}
