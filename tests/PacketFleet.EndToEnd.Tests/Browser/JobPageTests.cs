using Microsoft.Playwright;
using PacketFleet.EndToEnd.Tests.Running;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>The page of one job: reached from its row, with its end, its events and its packets to take away.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class JobPageTests(BrowserFixture browser)
{
    [Fact]
    public Task FromTheRow_EndEventsAndDownload_AreThoseOfTheJob() => browser.VisitAsync(async visit =>
    {
        Captures.Need("tshark");
        var page = visit.Page;
        var console = await ConsoleView.OpenAsync(page);
        var number = await console.AskAsync("host 8.8.8.8", "Region 1", "Region 2");
        await console.Row(number).Link.ClickAsync();
        await page.WaitForURLAsync($"**/jobs/{number}");
        var job = new JobView(page);
        await Expect(job.Title).ToHaveTextAsync($"{number}host 8.8.8.8");

        var answer = await visit.Fleet.WaitForEndAsync(number, 60);
        var packets = JobRowView.Text(answer.GetProperty("packets").GetInt64());
        await Expect(job.Fact("In the archive")).ToHaveTextAsync($"{packets} packets");
        foreach (var region in answer.GetProperty("regions").EnumerateArray())
        {
            var row = job.Region(region.GetProperty("name").GetString()!);
            await Expect(row.Locator(".r-state")).ToHaveTextAsync("Complete");
            await Expect(row.Locator("td.r-n")).ToHaveTextAsync(JobRowView.Text(region.GetProperty("packets").GetInt64()));
        }

        await job.Tab("Events").ClickAsync();
        foreach (var message in await EventsAsync(visit, number))
            await Expect(job.Events.Filter(new() { HasText = message }).First).ToBeVisibleAsync();

        var file = await job.DownloadAsync("All regions, merged, pcapng", visit.Fleet.Directory);
        Captures.Run("tshark", "-n", "-r", file).Count(c => c == '\n').ShouldBe(answer.GetProperty("packets").GetInt32());
    });

    [Fact]
    public Task UnknownNumber_SaysSoAndLeadsBack() => browser.VisitAsync(async visit =>
    {
        await visit.Page.GotoAsync("/jobs/987654321");
        await Expect(visit.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("There is no job 987654321.");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the console" }).ClickAsync();
        await new ConsoleView(visit.Page.Locator("body")).ReadyAsync();
    });

    private static async Task<List<string>> EventsAsync(Visit visit, long job)
    {
        using var events = System.Text.Json.JsonDocument.Parse(await visit.Fleet.Http.GetStringAsync($"/api/v1/jobs/{job}/events"));
        return [.. events.RootElement.EnumerateArray().Select(e => e.GetProperty("message").GetString()!)];
    }
}
