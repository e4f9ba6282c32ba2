using System.Diagnostics;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The indexer is there and says that it is not ready to ingest: it is asked now and then on the same connection.</summary>
public sealed class NotReadyTests
{
    private readonly NumberedTraffic _traffic = new(20_000);

    [Fact]
    public async Task NotReady_ForHalfAMinute_HoldsEverythingBackAndThenTakesIt()
    {
        await using var fleet = new TrafficFleet(_traffic);
        fleet.Indexer.Faults.NotReady = true;
        await fleet.StartAsync();
        var id = await fleet.SubmitAsync();
        var indexer = await fleet.WaitForIndexerAsync("notReady");
        var since = Stopwatch.StartNew();
        indexer.GetProperty("reason").GetString().ShouldBe($"{fleet.Indexer.Target} is not ready to ingest yet: asked again every 10 s.");
        var draining = await fleet.WaitAsync(id, r => r.GetProperty("reason").GetString() is not null);
        draining.GetProperty("reason").GetString().ShouldBe("All read; Gravwell has 0 of 20,000 packets (no indexer is ready to ingest).");
        await Task.Delay(TimeSpan.FromSeconds(30) - since.Elapsed);
        (fleet.Received, fleet.Indexer.Accepted).ShouldBe((0, 1));
        (await fleet.WaitForIndexerAsync("notReady")).GetProperty("since").GetDateTimeOffset().ShouldBe(indexer.GetProperty("since").GetDateTimeOffset());
        fleet.Indexer.Faults.NotReady = false;

        var job = await fleet.Program.WaitForEndAsync(id);
        fleet.CheckArrived(job, breaks: 0).ShouldBe((0, 0));
        fleet.Indexer.Accepted.ShouldBe(1);
    }
}
