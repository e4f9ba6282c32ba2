using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>What stands beside the editor: preview, recent and saved queries, a link, and the help.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class ComposerToolsTests(BrowserFixture browser)
{
    [Fact]
    public Task Preview_ShowsWhatIsHeldAndCounts_WhatTheJobThenBrings() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page, "/?q=host%208.8.8.8&c=Region%201&c=Region%202");
        await console.Composer.Locator("[data-preview-toggle]").ClickAsync();
        var preview = visit.Page.Locator("[data-preview]");
        await Expect(preview.Locator("[data-lane='Region 1']")).ToContainTextAsync("all held");
        await Expect(preview.Locator("[data-lane='Region 2']")).ToContainTextAsync("held");

        await preview.Locator("[data-count]").ClickAsync();
        await Expect(preview).ToContainTextAsync("all counted");
        var counted = await preview.Locator("[data-count-total]").InnerTextAsync();

        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(preview).ToHaveCountAsync(0);
        await Expect(console.Editor).ToBeFocusedAsync();
        await console.Editor.PressAsync("Control+Enter");
        var job = await visit.Fleet.WaitForEndAsync(await console.SubmittedAsync(), 60);
        counted.ShouldBe($"{JobRowView.Text(job.GetProperty("packets").GetInt64())} packets");
    });

    [Fact]
    public Task Query_Saved_IsThereAgainAfterAReload() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.WriteAsync("udp and port 53 and after 4h ago");
        await console.Composer.Locator("[data-recall-toggle]").ClickAsync();
        await console.Composer.Locator("[data-save-name]").FillAsync("dns lately");
        await console.Composer.Locator("[data-save-name]").PressAsync("Enter");
        await Expect(console.Composer.Locator("[data-saved='dns lately']")).ToBeVisibleAsync();

        console = await ConsoleView.OpenAsync(visit.Page);
        await console.Composer.Locator("[data-recall-toggle]").ClickAsync();
        await console.Composer.Locator("[data-saved='dns lately']").ClickAsync();

        await Expect(console.Editor).ToHaveValueAsync("udp and port 53 and after 4h ago");
        await Expect(console.Composer.Locator(".will")).ToContainTextAsync("last 4 h");
        await Expect(console.Composer.Locator("[data-recall]")).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Link_Copied_OpensTheComposerAsItStood() => browser.VisitAsync(
        async visit =>
        {
            var console = await ConsoleView.OpenAsync(visit.Page, "/?q=tcp%20or%20icmp&s=100&c=Region%202&case=X&after=2026-11-24T11:00:00Z&before=2026-11-24T15:00:00Z");
            await Expect(console.Composer.Locator(".will")).ToContainTextAsync("1 region · 11:00–15:00");
            await console.Composer.Locator("[data-copy-link]").ClickAsync();
            await Expect(console.Composer.Locator("[data-copy-link]")).ToHaveAttributeAsync("title", "Link copied");
            var link = await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

            console = await ConsoleView.OpenAsync(visit.Page, link);
            await Expect(console.Editor).ToHaveValueAsync("tcp or icmp");
            await Expect(console.Field("source")).ToHaveValueAsync("100");
            await Expect(console.Field("case")).ToHaveValueAsync("X");
            await Expect(console.Composer.Locator(".will")).ToContainTextAsync("1 region · 11:00–15:00");
        },
        wishes: new() { Permissions = ["clipboard-read", "clipboard-write"] });

    [Fact]
    public Task HelpExample_Clicked_StandsInTheComposerAndReads() => browser.VisitAsync(async visit =>
    {
        await visit.Page.GotoAsync("/help");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "host 8.8.8.8 and (port 53 or port 853)", Exact = true }).ClickAsync();
        var console = new ConsoleView(visit.Page.Locator("body"));
        await console.ReadyAsync();
        await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8 and (port 53 or port 853)");
        await Expect(console.Reading).ToContainTextAsync("Reads as");
    });
}
