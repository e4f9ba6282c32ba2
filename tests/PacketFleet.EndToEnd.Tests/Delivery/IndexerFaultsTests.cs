using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Indexers that fail while packets come: nothing is lost, and what comes twice is told.</summary>
public sealed class IndexerFaultsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly NumberedTraffic _traffic = new(100_000);

    [Fact]
    public async Task OneOfThreeDown_TheOthersShareItAll()
    {
        await using var fleet = new TrafficFleet(_traffic, Pause, indexers: 3);
        fleet.Indexers[1].Stop();
        await fleet.StartAsync();
        var job = await fleet.Program.WaitForEndAsync(await fleet.SubmitAsync());
        fleet.CheckArrived(job, breaks: 0).ShouldBe((0, 0));
        output.WriteLine(string.Join(' ', fleet.Indexers.Select(i => i.Ledger.Count)));
        fleet.Indexers[1].Ledger.Count.ShouldBe(0);
        foreach (var up in (FakeIndexer[])[fleet.Indexers[0], fleet.Indexers[2]])
            up.Ledger.Count.ShouldBeGreaterThan(_traffic.Packets / 10);

        // What is told is a picture of a moment ago.
        var told = await fleet.WaitForIndexersAsync(all => all.Sum(i => i.GetProperty("entries").GetInt64()) >= _traffic.Packets);
        told.Select(i => i.GetProperty("state").GetString()).ShouldBe(["ready", "down", "ready"]);
        told[1].GetProperty("reason").GetString().ShouldBe($"{fleet.Indexers[1].Target} refused the connection: check that the indexer runs and listens there.");
        told.Sum(i => i.GetProperty("entries").GetInt64()).ShouldBe(_traffic.Packets);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task KilledAndRestarted_InMidJob(DeliveryLogKind log)
    {
        await using var fleet = new TrafficFleet(_traffic, Pause);
        await fleet.StartAsync(s => s with { Log = log });
        var id = await fleet.SubmitAsync();
        for (var kill = 1; kill <= 2; kill++)
        {
            fleet.Indexer.Ledger.WaitUntil(l => l.Count > kill * 25_000, TimeSpan.FromSeconds(40));
            fleet.Indexer.Stop();
            await fleet.WaitForIndexerAsync("down");
            fleet.Indexer.Start();
        }

        output.WriteLine($"{fleet.CheckArrived(await fleet.Program.WaitForEndAsync(id), breaks: 2)} came twice, and may have");
        fleet.Region.Queries.Count.ShouldBe(1);
        fleet.Indexer.Ledger.Statuses[^1].CacheState.ShouldBe(log == DeliveryLogKind.Memory ? "" : "always");

        // To catch up, a segment is closed early now and then; not each time.
        if (log == DeliveryLogKind.Archive)
            Directory.GetFiles(fleet.Program.Directory, "*.pcapng", SearchOption.AllDirectories).Length.ShouldBeInRange(1, 50);
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(5000, 0, true)]
    [InlineData(5001, 60, false)]
    public async Task Cut_AmongEntries(int entries, int bytes, bool confirmed)
    {
        await using var fleet = new TrafficFleet(_traffic);
        fleet.Indexer.Faults.Cut = new IndexerCut(IndexerCutPoint.Entries, entries, bytes) { ConfirmsFirst = confirmed };
        await fleet.StartAsync();
        var job = await fleet.Program.WaitForEndAsync(await fleet.SubmitAsync());
        var (doubled, told) = fleet.CheckArrived(job, breaks: 1);
        output.WriteLine($"{doubled} came twice, {told} may have");
        fleet.Indexer.Faults.Cut.ShouldBeNull();
        fleet.Indexer.Accepted.ShouldBe(2);
        fleet.Indexer.Ledger.CutMessages.ShouldBe(bytes > 0 ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stalled_HoldsUpNoOther(bool recovers)
    {
        await using var fleet = new TrafficFleet(_traffic, Pause, indexers: 3);
        await fleet.StartAsync();
        var id = await fleet.SubmitAsync();
        var stalled = fleet.Indexers[2];
        stalled.Ledger.WaitUntil(l => l.Count > 5000);
        stalled.Faults.Stall = true;

        // All but what is on its way to the stalled one.
        (await Eventually.IsAsync(() => fleet.Received >= _traffic.Packets - TrafficFleet.MostUnconfirmed, 40)).ShouldBeTrue($"{fleet.Received}\n{fleet.Program.Output}");
        var waiting = await fleet.WaitAsync(id, r => r.GetProperty("state").GetString() == "draining");
        (_traffic.Packets - waiting.GetProperty("deliveredPackets").GetInt64()).ShouldBeGreaterThan(0);
        if (recovers)
            stalled.Faults.Stall = false;
        else
            stalled.Stop();

        var job = await fleet.Program.WaitForEndAsync(id);
        var (doubled, told) = fleet.CheckArrived(job, breaks: recovers ? 0 : 1);
        output.WriteLine($"{doubled} came twice, {told} may have");
    }
}
