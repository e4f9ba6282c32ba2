using System.Diagnostics;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>No indexer is up, and packets may wait in memory only: the region is let go of after a minute and asked again for the rest.</summary>
public sealed class NoIndexerMemoryTests
{
    private readonly NumberedTraffic _traffic = new(100_000);

    [Fact]
    public async Task MemoryFills_TheRegionIsLetGoOfAndAskedAgainOnceThereIsRoom()
    {
        await using var fleet = new TrafficFleet(_traffic);
        fleet.Indexer.Stop();
        await fleet.StartAsync(s => s with { Log = DeliveryLogKind.Memory });
        var id = await fleet.SubmitAsync();
        var first = fleet.Region.Next();
        var asked = Stopwatch.StartNew();
        var waiting = await fleet.WaitAsync(id, r => r.GetProperty("reason").GetString() is not null);
        waiting.GetProperty("reason").GetString().ShouldBe("Region 1 waits for Gravwell: no indexer is connected.");
        waiting.GetProperty("packets").GetInt64().ShouldBeLessThan(_traffic.Packets);

        (await first.Ended.WaitAsync(TimeSpan.FromSeconds(100))).ShouldBe(FakeEnd.ClientLeft);
        asked.Elapsed.TotalSeconds.ShouldBeGreaterThan(50);
        var left = await fleet.WaitAsync(id, r => r.GetProperty("state").GetString() == "waiting");
        var held = left.GetProperty("packets").GetInt64();
        left.GetProperty("reason").GetString().ShouldBe($"Region 1 was let go after {held:N0} packets, since Gravwell takes none (no indexer is connected): the rest is asked for once there is room.");
        held.ShouldBeInRange(1, _traffic.Packets - 1);
        await Task.Delay(TimeSpan.FromSeconds(3));
        fleet.Region.Queries.Count.ShouldBe(1);
        (await fleet.GravwellAsync()).GetProperty("spoolBytes").GetInt64().ShouldBeInRange(1, 32 << 20);

        // What was held goes out before the region is asked once more.
        fleet.Indexer.Start();
        fleet.Region.Next(TimeSpan.FromSeconds(40));
        (await Eventually.IsAsync(() => fleet.Received >= held)).ShouldBeTrue();
        var job = await fleet.Program.WaitForEndAsync(id);
        fleet.CheckArrived(job, breaks: 0).ShouldBe((0, 0));
        fleet.Region.Queries.Count.ShouldBe(2);
    }
}
