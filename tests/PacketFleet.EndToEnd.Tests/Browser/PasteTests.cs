using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>Someone has a line of a log and wants its packets.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class PasteTests(BrowserFixture browser)
{
    private static readonly BrowserNewContextOptions MayUseTheClipboard = new() { Permissions = ["clipboard-read", "clipboard-write"] };

    [Fact]
    public Task ZeekLine_TwoKeyStrokes_IsASubmittedJobWithTheConnectionsPackets() => browser.VisitAsync(
        async visit =>
        {
            // A connection that really is in the samples, as Zeek would have written it.
            var known = await visit.Fleet.WaitForEndAsync(await visit.Fleet.SubmitAsync("host 8.8.8.8 and tcp and port 4444", "Region 1", "Region 2"), 60);
            var (first, last) = (Time(known, "firstPacket"), Time(known, "lastPacket"));
            var line = JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["ts"] = Math.Round((first - DateTimeOffset.UnixEpoch).TotalSeconds, 6),
                ["uid"] = "CHhAvVGS1DHFjwGM9",
                ["id.orig_h"] = "8.8.8.8",
                ["id.resp_h"] = "192.0.2.45",
                ["id.resp_p"] = 4444,
                ["proto"] = "tcp",
                ["duration"] = (last - first).TotalSeconds,
                ["conn_state"] = "SF",
            });
            var console = await ConsoleView.OpenAsync(visit.Page);
            await Expect(console.Editor).ToBeFocusedAsync();
            await visit.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", line);

            var clock = Stopwatch.StartNew();
            await visit.Page.Keyboard.PressAsync("Control+V");
            await Expect(console.Composer.Locator("[data-pasted]")).ToContainTextAsync("From a Zeek conn line, uid CHhAvVGS1DHFjwGM9");
            await visit.Page.Keyboard.PressAsync("Control+Enter");
            var job = await console.SubmittedAsync();
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));

            var ended = await visit.Fleet.WaitForEndAsync(job, 60);
            ended.GetProperty("query").GetString()!.ShouldStartWith("host 8.8.8.8 and host 192.0.2.45 and tcp and port 4444 and after ");
            ended.GetProperty("packets").GetInt64().ShouldBe(known.GetProperty("packets").GetInt64());
        },
        wishes: MayUseTheClipboard);

    [Fact]
    public Task Paste_CtrlZ_PutsBackWhatStoodThere_AndOrdinaryTextIsPastedAsItIs() => browser.VisitAsync(
        async visit =>
        {
            var console = await ConsoleView.OpenAsync(visit.Page);
            await console.WriteAsync("port 53");
            await PasteAsync(visit.Page, console, "1.2.3.4:5555 → 8.8.8.8:53");
            await Expect(console.Editor).ToHaveValueAsync("host 1.2.3.4 and host 8.8.8.8 and port 5555 and port 53");
            await visit.Page.Keyboard.PressAsync("Control+Z");
            await Expect(console.Editor).ToHaveValueAsync("port 53");

            await console.Editor.FillAsync("host ");
            await PasteAsync(visit.Page, console, "8.8.8.8");
            await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8");
            await PasteAsync(visit.Page, console, " and port 53");
            await Expect(console.Editor).ToHaveValueAsync("host 8.8.8.8 and port 53");
        },
        wishes: MayUseTheClipboard);

    private static async Task PasteAsync(IPage page, ConsoleView console, string text)
    {
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await console.Editor.PressAsync("End");
        await page.Keyboard.PressAsync("Control+V");
    }

    private static DateTimeOffset Time(JsonElement job, string field) => job.GetProperty("regions").EnumerateArray()
        .Select(r => DateTimeOffset.Parse(r.GetProperty(field).GetString()!, CultureInfo.InvariantCulture))
        .OrderBy(time => field == "firstPacket" ? time.Ticks : -time.Ticks)
        .First();
}
