using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Jobs that are stopped while Gravwell is behind: whatever it has not confirmed lies in a gap, and Retry brings it.</summary>
public sealed class StoppedDeliveryTests : IDisposable
{
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();
    private readonly FakeIndexer _indexer = new();
    private readonly ScriptedRegion _region = new("Region 1") { Packets = ScriptedPacket.Series(5000), GateAt = 1000 };

    public void Dispose()
    {
        _indexer.Dispose();
        Directory.Delete(_directory, true);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Cancelled_WhileItDrains(DeliveryLogKind log)
    {
        _region.Close();
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, _indexer, log), _region);
        var id = (await host.SubmitAsync("tcp", "Region 1")).Id;
        await host.WaitAsync(id, j => j.Sinks.Any(s => s.Name == "Gravwell" && s.DeliveredPackets == 1000));
        _indexer.Faults.Acks = IndexerAcks.Withheld;
        _region.Release();
        await host.WaitAsync(id, j => j.Regions[0].State == FetchState.Draining);
        await host.Jobs.CancelAsync(id, "ann");

        var fetch = (await host.WaitForEndAsync(id)).Regions[0];
        var gravwell = fetch.Sinks.Single(s => s.Name == "Gravwell").DeliveredPackets;
        gravwell.ShouldBe(1000);
        fetch.Packets.ShouldBe(log == DeliveryLogKind.Memory ? 1000 : 5000);
        var gap = fetch.Gaps.ShouldHaveSingleItem();
        gap.Kind.ShouldBe(GapKind.Cancelled);
        gap.To.ShouldBe(Behind(4999));
        var slack = log == DeliveryLogKind.Memory ? AppendedTimes.BlockPackets : 0;
        gap.From!.Value.ShouldBeInRange(Time(1000 - slack), Time(1000));
        await RetryBringsTheRestAsync(host, id);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Cancelled_WhileItIsRead(DeliveryLogKind log)
    {
        _region.Close();
        _indexer.Faults.Acks = IndexerAcks.Withheld;
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, _indexer, log), _region);
        var id = (await host.SubmitAsync("tcp", "Region 1")).Id;
        await host.WaitAsync(id, j => j.Packets == 1000);
        _indexer.Ledger.WaitUntil(l => l.Count >= 1000);
        await host.Jobs.CancelAsync(id, "ann");

        var job = await host.WaitForEndAsync(id);
        var fetch = job.Regions[0];
        (job.State, job.DeliveredPackets, fetch.Packets).ShouldBe((JobState.Cancelled, 0, log == DeliveryLogKind.Archive ? 1000 : 0));

        // Read and not delivered, and from there on not read: nothing of the window is covered, and each part is told once.
        fetch.Gaps.ShouldAllBe(g => g.Kind == GapKind.Cancelled);
        fetch.Gaps[0].From.ShouldBe(Time(0));
        fetch.Gaps[^1].To.ShouldBeNull();
        fetch.Gaps.Zip(fetch.Gaps.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        await RetryBringsTheRestAsync(host, id);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task SecondsAreOver_WhileItDrains_IsTheLimit(DeliveryLogKind log)
    {
        _indexer.Faults.Acks = IndexerAcks.Withheld;
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, _indexer, log), _region);
        var request = new JobRequest { Query = "tcp", Regions = ["Region 1"], Limits = new JobLimits(null, null, 2) };
        var id = (await host.Jobs.SubmitAsync(request, "ann")).Job!.Id;

        var job = await host.WaitForEndAsync(id);
        var fetch = job.Regions[0];
        job.State.ShouldBe(JobState.Partial);
        fetch.Gaps.ShouldAllBe(g => g.Kind == GapKind.LimitReached);
        fetch.Gaps[0].From.ShouldBe(Time(0));
        fetch.Gaps[^1].To.ShouldBe(Behind(4999));
        fetch.Reason.ShouldBe($"The job reached its limit of 2 seconds. Gravwell has 0 of 5,000 packets of Region 1; Retry {(log == DeliveryLogKind.Memory ? "asks for the rest again" : "delivers the rest")}.");
        await RetryBringsTheRestAsync(host, id);
    }

    private async Task RetryBringsTheRestAsync(EngineHost host, long id)
    {
        _indexer.Faults.Acks = IndexerAcks.Prompt;
        _region.Release();
        var accepted = await host.Jobs.RetryAsync(id, null, "bob");
        accepted.Outcome.ShouldBe(CommandOutcome.Accepted);
        var again = await host.WaitAsync(id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        (again.State, again.Packets, again.DeliveredPackets).ShouldBe((JobState.Completed, 5000, 5000));
        var times = _indexer.Ledger.Entries.Select(e => e.Time).ToArray();
        times.Distinct().Order().ShouldBe(_region.Packets.Select(p => p.Time));
        (times.Length - 5000).ShouldBeLessThanOrEqualTo((int)again.Sinks.Single(s => s.Name == "Gravwell").MaybeDoubled);
    }

    private PacketTime Time(int packet) => _region.Packets[packet].Time;

    private PacketTime Behind(int packet) => new(Time(packet).Nanoseconds + 1);
}
