using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using static Microsoft.Playwright.Assertions;

namespace PacketFleet.EndToEnd.Tests.Browser;

/// <summary>A job while it runs: a region that answers slowly, without end.</summary>
[Collection(typeof(BrowserCollection))]
public sealed class LiveTests(BrowserFixture browser)
{
    // Far above what it takes, far below "it ended by itself".
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task SlowRegion_CountsRiseEverywhere_AndCancelEndsIt()
    {
        using var pki = new TestPki();
        using var slow = new FakeStenographer(pki) { Answer = _ => Drip() };
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([slow.Region("Slow")]));
        await browser.VisitAsync(
            async visit =>
            {
                var console = await ConsoleView.OpenAsync(visit.Page);
                var first = await console.AskAsync("tcp", "Slow");
                var row = console.Row(first);
                await Expect(row.State).ToHaveTextAsync("Running");
                await JobRowView.RisesAsync(row.Packets);

                // A colleague on the job's page sees it too, and cancels there.
                var colleague = await visit.SomeoneElseAsync();
                await colleague.GotoAsync($"/jobs/{first}");
                var job = new JobView(colleague);
                await Expect(job.Region("Slow").Locator(".r-state")).ToHaveTextAsync("Streaming");
                await JobRowView.RisesAsync(job.Region("Slow").Locator("td.r-n"));
                var asked = slow.Next();
                await CancelledAsync(visit, first, () => job.Cancel.ClickAsync());
                await Expect(job.Region("Slow").Locator(".r-state")).ToHaveTextAsync("Cancelled");
                await Expect(job.Verdict).ToContainTextAsync("ancelled");
                await Expect(row.State).ToHaveTextAsync("Cancelled");
                (await asked.Ended.WaitAsync(SoonEnough)).ShouldBe(FakeEnd.ClientLeft);

                // What came before is delivered, and is what the row says.
                var cancelled = await fleet.JobAsync(first);
                cancelled.GetProperty("deliveredPackets").GetInt64().ShouldBe(cancelled.GetProperty("packets").GetInt64());
                await Expect(row.Packets).ToHaveTextAsync(JobRowView.Text(cancelled.GetProperty("packets").GetInt64()));

                // The row cancels as well.
                var second = await console.AskAsync("udp", "Slow");
                await JobRowView.RisesAsync(console.Row(second).Packets);
                await CancelledAsync(visit, second, () => console.Row(second).Button($"Cancel {second}").ClickAsync());
                await Expect(console.Row(second).State).ToHaveTextAsync("Cancelled");
            },
            fleet);
    }

    private static async Task CancelledAsync(Visit visit, long job, Func<Task> cancel)
    {
        var before = DateTimeOffset.UtcNow;
        await cancel();
        var ended = await visit.Fleet.WaitForEndAsync(job, 60);
        ended.GetProperty("state").GetString().ShouldBe("cancelled");
        (ended.GetProperty("finishedAt").GetDateTimeOffset() - before).ShouldBeLessThan(SoonEnough);
    }

    // About 2,000 packets a second.
    private static FakeAnswer Drip()
    {
        var packets = PcapBuilder.Mixed(40, 7).ToPcap();
        var head = ClassicPcap.Header();
        return FakeAnswer.Repeated(head, packets.AsMemory(head.Length), 1_000_000) with { DelayChunks = TimeSpan.FromMilliseconds(20) };
    }
}
