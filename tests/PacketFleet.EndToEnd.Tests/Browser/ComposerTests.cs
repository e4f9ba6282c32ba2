using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>Writing a query with the keys alone: suggestions, the window beside it, and the query as blocks.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class ComposerTests(BrowserFixture browser)
{
    private const string Long = "host 8.8.8.8 and (port 53 or port 443) and net 2001:db8:40::/48 and host 192.0.2.44";

    [Fact]
    public Task Keys_AsFastAsTheyCome_NoneIsLost() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        for (var round = 0; round < 3; round++)
        {
            await console.Editor.FillAsync("");
            await visit.Page.Keyboard.TypeAsync(Long);
            await Expect(console.Editor).ToHaveValueAsync(Long);
            await Expect(console.Reading).ToContainTextAsync("Reads as");
            await Expect(console.Editor).ToHaveValueAsync(Long);
        }
    });

    [Fact]
    public Task Tab_OnASuggestion_WritesItInNumbers() => browser.VisitAsync(async visit =>
    {
        var keys = visit.Page.Keyboard;
        var console = await ConsoleView.OpenAsync(visit.Page);
        foreach (var (typed, written) in new[]
        {
            ("host 8.8.8.8 and https", "host 8.8.8.8 and port 443"),
            ("(gr", "(ip proto 47"),
            ("port ss", "port 22"),
            ("ip proto os", "ip proto 89"),
            ("host 8.8.8.8 a", "host 8.8.8.8 and "),
            ("net 10.0.0.0 m", "net 10.0.0.0 mask "),
            ("tcp and after 4", "tcp and after 4h ago"),
        })
        {
            await console.Editor.FillAsync("");
            await console.Editor.FocusAsync();
            await keys.TypeAsync(typed);
            await Expect(Suggestions(console).First).ToBeVisibleAsync();
            await keys.PressAsync("Tab");

            await Expect(console.Editor).ToHaveValueAsync(written);
            await Expect(console.Editor).ToBeFocusedAsync();
            await keys.PressAsync("Control+z");
            await Expect(console.Editor).ToHaveValueAsync(typed);
        }
    });

    [Fact]
    public Task Suggestions_ChosenWithArrows_LeftWithEscape_AndSilentAboutWhatIsWhole() => browser.VisitAsync(async visit =>
    {
        var keys = visit.Page.Keyboard;
        var console = await ConsoleView.OpenAsync(visit.Page);
        await Expect(console.Editor).ToBeFocusedAsync();
        var below = await Top(console.Region("Region 1"));

        await keys.TypeAsync("ht");
        await Expect(Suggestions(console)).ToHaveCountAsync(4);
        (await Top(console.Region("Region 1"))).ShouldBe(below, "The list pushed what is below.");
        await keys.PressAsync("Enter");
        await Expect(console.Editor).ToHaveValueAsync("ht\n");

        await console.Editor.FillAsync("");
        await keys.TypeAsync("ht");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await Expect(console.Editor).ToHaveAttributeAsync("aria-activedescendant", "completion-1");
        await keys.PressAsync("Enter");
        await Expect(console.Editor).ToHaveValueAsync("port 8080");

        await keys.TypeAsync(" and ht");
        await keys.PressAsync("Escape");
        await Expect(Suggestions(console)).ToHaveCountAsync(0);
        await Expect(console.Editor).ToHaveValueAsync("port 8080 and ht");

        await console.Editor.FillAsync("");
        await keys.TypeAsync("icmp");
        await Expect(Suggestions(console)).ToHaveCountAsync(0);
        await keys.PressAsync("Tab");
        await Expect(console.Editor).ToHaveValueAsync("icmp");
        await Expect(console.Editor).Not.ToBeFocusedAsync();
    });

    [Fact]
    public Task Addresses_UsedBefore_AreOffered() => browser.VisitAsync(async visit =>
    {
        var console = await ConsoleView.OpenAsync(visit.Page);
        var job = await console.AskAsync("host 203.0.113.77", "Region 1");
        await Expect(console.Row(job).State).ToHaveTextAsync("Complete");
        await console.Editor.FillAsync("");
        await console.Field("note").FocusAsync();
        await console.Editor.FocusAsync();
        await visit.Page.Keyboard.TypeAsync("tcp and host 203");

        await Expect(Suggestions(console).First).ToContainTextAsync("203.0.113.77");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(console.Editor).ToHaveValueAsync("tcp and host 203.0.113.77");
    });

    [Fact]
    public Task Window_ByKeysAlone_IsSubmittedBehindTheText() => browser.VisitAsync(async visit =>
    {
        var keys = visit.Page.Keyboard;
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.WriteAsync("host 8.8.8.8 or tcp");
        var below = await Top(console.Field("source"));
        var field = console.Field("window");
        await field.FocusAsync();
        await keys.PressAsync("Alt+ArrowDown");
        await Expect(console.Field("from")).ToBeFocusedAsync();
        (await Top(console.Field("source"))).ShouldBe(below, "The panel pushed what is below.");

        await keys.TypeAsync("2026-11-20 11:00");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("10:00");
        await Expect(console.Composer.Locator("#said-to")).ToContainTextAsync("must lie after the start");
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("15:00");
        await keys.PressAsync("Enter");

        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToContainTextAsync("20 Nov 11:00 – 15:00");
        await Expect(console.Reading).ToContainTextAsync("(host 8.8.8.8 or tcp) and after 2026-11-20T11:00:00Z) and before 2026-11-20T15:00:00Z");
        await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8 or tcp");
    });

    [Fact]
    public Task Blocks_ByKeysAlone_ChangeTheText() => browser.VisitAsync(async visit =>
    {
        var keys = visit.Page.Keyboard;
        var console = await ConsoleView.OpenAsync(visit.Page);
        await console.ChooseAsync("Region 1");
        await console.WriteAsync("host 8.8.8.8 and port 53 and port 443");
        await console.Editor.FocusAsync();
        await keys.PressAsync("Alt+b");
        var values = console.Composer.Locator("[data-value]");
        await Expect(values.First).ToBeFocusedAsync();

        await keys.PressAsync("Alt+ArrowRight");
        await Expect(values.Nth(1)).ToBeFocusedAsync();
        await Expect(values.Nth(1)).ToHaveValueAsync("8.8.8.8");
        await values.First.FocusAsync();
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("dns");
        await keys.PressAsync("Enter");
        await Expect(console.Reading).ToContainTextAsync("(port 53 and host 8.8.8.8) and port 443");
        await values.Nth(1).FocusAsync();
        await keys.PressAsync("Alt+g");
        await Expect(console.Reading).ToContainTextAsync("port 53 and (host 8.8.8.8 or port 443)");
        await Expect(values.Nth(1)).ToBeFocusedAsync();

        // What is still in the field counts when the keys say so.
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("192.0.2.44");
        await keys.PressAsync("Control+Enter");
        var job = await console.SubmittedAsync();
        await Expect(console.Row(job).Query).ToHaveTextAsync("port 53 and (host 192.0.2.44 or port 443)");
        await keys.PressAsync("Alt+b");
        await Expect(console.Editor).ToBeFocusedAsync();
        await Expect(console.Editor).ToHaveValueAsync("port 53 and (host 192.0.2.44 or port 443)");
    });

    private static ILocator Suggestions(ConsoleView console) => console.Composer.GetByRole(AriaRole.Option);

    private static async Task<float> Top(ILocator element) => (await element.BoundingBoxAsync())!.Y;
}
