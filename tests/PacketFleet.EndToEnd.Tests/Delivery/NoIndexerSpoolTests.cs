using System.Diagnostics;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>No indexer is up, and there is a spool: it takes what it may, and the region waits.</summary>
public sealed class NoIndexerSpoolTests
{
    private const int Megabyte = 1_000_000;

    private readonly NumberedTraffic _traffic = new(40_000);

    [Fact]
    public async Task SpoolFills_TheFetchWaitsAndSaysWhy_AllArrivesOnceTheyAreBack()
    {
        await using var fleet = new TrafficFleet(_traffic, indexers: 2);
        foreach (var indexer in fleet.Indexers)
            indexer.Stop();
        await fleet.StartAsync(s => s with { Log = DeliveryLogKind.Spool, SpoolMaxMegabytes = 1 });
        var id = await fleet.SubmitAsync();
        var waiting = await fleet.WaitAsync(id, r => r.GetProperty("reason").GetString() is not null);
        waiting.GetProperty("reason").GetString().ShouldBe("Region 1 waits for Gravwell: no indexer is connected.");
        waiting.GetProperty("state").GetString().ShouldBe("streaming");
        waiting.GetProperty("deliveredPackets").GetInt64().ShouldBe(0);

        // It has stopped: neither file nor count moves any more.
        var before = (SpoolBytes(fleet), waiting.GetProperty("packets").GetInt64());
        await Task.Delay(TimeSpan.FromSeconds(2));
        var later = await fleet.WaitAsync(id, _ => true);
        (SpoolBytes(fleet), later.GetProperty("packets").GetInt64()).ShouldBe(before);
        before.Item1.ShouldBeInRange(Megabyte / 2, Megabyte);
        var gravwell = await fleet.GravwellAsync();
        (gravwell.GetProperty("log").GetString(), gravwell.GetProperty("spoolMaxBytes").GetInt64()).ShouldBe(("spool", Megabyte));
        gravwell.GetProperty("spoolBytes").GetInt64().ShouldBeInRange(Megabyte / 2, Megabyte);

        foreach (var indexer in fleet.Indexers)
            indexer.Start();
        var most = 0L;
        var job = await fleet.Program.WaitAsync(
            id,
            j =>
            {
                most = Math.Max(most, SpoolBytes(fleet));
                return j.GetProperty("finishedAt").ValueKind == System.Text.Json.JsonValueKind.String;
            },
            60);
        fleet.CheckArrived(job, breaks: 0).ShouldBe((0, 0));
        most.ShouldBeLessThanOrEqualTo(Megabyte);
        SpoolBytes(fleet).ShouldBe(0);
        fleet.Region.Queries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SpoolStaysFull_TheRegionIsLetGoOfAfterAMinute()
    {
        // More than the network itself holds.
        var traffic = new NumberedTraffic(100_000);
        await using var fleet = new TrafficFleet(traffic);
        fleet.Indexer.Stop();
        await fleet.StartAsync(s => s with { Log = DeliveryLogKind.Spool, SpoolMaxMegabytes = 1 });
        var id = await fleet.SubmitAsync();
        var first = fleet.Region.Next();
        var asked = Stopwatch.StartNew();
        (await first.Ended.WaitAsync(TimeSpan.FromSeconds(100))).ShouldBe(FakeEnd.ClientLeft);
        asked.Elapsed.TotalSeconds.ShouldBeGreaterThan(50);
        var left = await fleet.WaitAsync(id, r => r.GetProperty("state").GetString() == "waiting");
        var held = left.GetProperty("packets").GetInt64();
        held.ShouldBeInRange(1, traffic.Packets - 1);
        left.GetProperty("reason").GetString().ShouldBe($"Region 1 was let go after {held:N0} packets, since Gravwell takes none (no indexer is connected): the rest is asked for once there is room.");
        SpoolBytes(fleet).ShouldBeInRange(Megabyte / 2, Megabyte);
    }

    [Fact]
    public async Task Cancelled_WithAFullSpool_GivesItsRoomToTheNext_AndRetryAsksAgain()
    {
        await using var fleet = new TrafficFleet(_traffic, indexers: 1);
        fleet.Indexers[0].Stop();
        await fleet.StartAsync(s => s with { Log = DeliveryLogKind.Spool, SpoolMaxMegabytes = 1 });
        var first = await fleet.SubmitAsync();
        await fleet.WaitAsync(first, r => r.GetProperty("reason").GetString() is not null);
        using (var cancelled = await fleet.Program.Http.PostAsync($"/api/v1/jobs/{first}/cancel", null))
            cancelled.IsSuccessStatusCode.ShouldBeTrue();
        var job = await fleet.Program.WaitForEndAsync(first);
        job.GetProperty("state").GetString().ShouldBe("cancelled", job.ToString());
        job.GetProperty("packets").GetInt64().ShouldBe(0, job.ToString());
        job.GetProperty("regions")[0].GetProperty("gaps").EnumerateArray().ShouldAllBe(g => g.GetProperty("kind").GetString() == "cancelled");
        SpoolBytes(fleet).ShouldBe(0);

        fleet.Indexers[0].Start();
        var next = await fleet.Program.WaitForEndAsync(await fleet.SubmitAsync(), 60);
        fleet.CheckArrived(next, breaks: 0).ShouldBe((0, 0));
        using (var retried = await fleet.Program.Http.PostAsync($"/api/v1/jobs/{first}/retry", null))
            retried.IsSuccessStatusCode.ShouldBeTrue();
        job = await fleet.Program.WaitAsync(first, j => j.GetProperty("state").GetString() == "completed", 60);
        (job.GetProperty("deliveredPackets").GetInt64(), job.GetProperty("sinks")[0].GetProperty("maybeDoubled").GetInt64()).ShouldBe((_traffic.Packets, 0), job.ToString());
        fleet.Indexers[0].Ledger.Distinct.ShouldBe(2 * _traffic.Packets);
        fleet.Indexers[0].Ledger.Duplicates.ShouldBe(0);
        SpoolBytes(fleet).ShouldBe(0);
    }

    // Files may go while they are looked at.
    private static long SpoolBytes(TrafficFleet fleet)
    {
        var spool = new DirectoryInfo(Path.Combine(fleet.Program.Directory, "spool"));
        return spool.Exists ? spool.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? Length(f) : 0) : 0;
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
