using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PacketFleet.EndToEnd.Tests.Completeness;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>The program is asked to stop while a job runs: page, log and job say what is kept, and the job goes on at the next start.</summary>
[Collection(typeof(BrowserCollection))]
public sealed partial class GracefulStopTests(BrowserFixture browser)
{
    private const string Name = "Region 1";

    [Fact]
    public async Task Stopped_InMidAnswer_SaysWhatIsKept_AndGoesOn()
    {
        using var pki = new TestPki();
        using var sensor = new ScriptedSensor(pki, MinuteFiles.Make(40, 200)) { FilePace = TimeSpan.FromMilliseconds(150), PiecePackets = 10 };
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 15 }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(MinuteFiles.At(0), MinuteFiles.At(40)), Name);
        await browser.VisitAsync(
            async visit =>
            {
                // A browser whose server goes away complains, each in its own words.
                visit.ExpectFault("");
                await visit.Page.GotoAsync($"/jobs/{id}");
                await Expect(new JobView(visit.Page).Region(Name)).ToContainTextAsync("Streaming");
                await fleet.WaitAsync(id, j => j.GetProperty("packets").GetInt64() > 500);

                (await fleet.StopAsync()).ShouldBe(0);
                await Expect(visit.Page.Locator("[data-when=stopped]")).ToContainTextAsync("its jobs go on when it runs again");
                await Expect(visit.Page.Locator("[data-when=trying]")).ToBeHiddenAsync();
                var kept = Kept(fleet.Output, "The program stopped: ");
                kept.ShouldBeGreaterThan(500);

                // Slowly enough that what comes now is not what was kept.
                sensor.FilePace = TimeSpan.FromMilliseconds(20);
                await fleet.StartAgainAsync();
                var job = await fleet.WaitForEndAsync(id);
                job.State().ShouldBe("completed", job.ToString());
                await fleet.ShouldHoldAsync(id, Name, sensor.Files.SelectMany(f => f.Packets).Inside(new(MinuteFiles.At(0), MinuteFiles.At(40))));
                var events = await fleet.Http.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}/events");
                Kept(events.ToString(), "The program stopped: ").ShouldBe(kept);
            },
            fleet);
    }

    private static long Kept(string text, string before)
    {
        var match = Counted().Match(text, text.IndexOf(before, StringComparison.Ordinal) is var at and >= 0 ? at : throw new ShouldAssertException($"\"{before}\" is not in {text}"));
        return long.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"([\d,]+) packets of Region 1 are kept; the rest is asked for when it runs again")]
    private static partial Regex Counted();
}
