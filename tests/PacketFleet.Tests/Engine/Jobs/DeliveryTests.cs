using PacketFleet.Engine;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Jobs delivered to an indexer, from the grains to its socket.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();
    private readonly FakeIndexer _indexer = new();
    private readonly ScriptedRegion _region = new("Region 1") { Packets = ScriptedPacket.Series(5000) };

    public void Dispose()
    {
        _indexer.Dispose();
        Directory.Delete(_directory, true);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Job_Delivered_IsFinalOnceTheIndexerHasConfirmedTheLastPacket(DeliveryLogKind log)
    {
        _indexer.Faults.Acks = IndexerAcks.Withheld;
        await using var host = await EngineHost.StartAsync(_store, Options(log), _region);
        var id = (await host.SubmitAsync("tcp", "Region 1")).Id;
        _indexer.Ledger.WaitUntil(l => l.Count >= 1000);
        var waiting = await host.WaitAsync(id, j => j.Regions[0].State is FetchState.Draining or FetchState.Streaming && j.Packets > 0);
        waiting.DeliveredPackets.ShouldBe(0);
        _indexer.Faults.Acks = IndexerAcks.Prompt;

        var job = await host.WaitForEndAsync(id);
        job.State.ShouldBe(JobState.Completed);
        (job.Packets, job.DeliveredPackets, job.Bytes, job.DeliveredBytes).ShouldBe((5000, 5000, job.Bytes, job.Bytes));
        job.Sinks.Select(s => s.Name).ShouldBe(log == DeliveryLogKind.Archive ? ["Archive", "Gravwell"] : ["Gravwell"]);
        job.Sinks.ShouldAllBe(s => s.DeliveredPackets == 5000 && s.DeliveredBytes == job.Bytes && s.MaybeDoubled == 0);
        var entries = _indexer.Ledger.Entries;
        entries.Select(e => e.Time).ShouldBe(_region.Packets.Select(p => p.Time));
        entries.ShouldAllBe(e => e.Tag == "steno");
        entries[4321].Data.ShouldBe(_region.Packets[4321].Data);
        entries[4321]["region"].ShouldBe("Region 1");
        entries[4321]["job"].ShouldBe((ulong)id);
        entries[4321]["case"].ShouldBeNull();
        entries[4321]["wirelen"].ShouldBe((ulong)_region.Packets[4321].Data.Length);
        _indexer.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task IndexerDown_JobDrainsUntilItIsBack()
    {
        _indexer.Stop();
        await using var host = await EngineHost.StartAsync(_store, Options(DeliveryLogKind.Archive), _region);
        var id = (await host.SubmitAsync("tcp", "Region 1")).Id;
        var draining = await host.WaitAsync(id, j => j.Regions[0] is { State: FetchState.Draining, Reason: not null });
        draining.Regions[0].Reason.ShouldBe("All read; Gravwell has 0 of 5,000 packets (no indexer is connected).");
        (draining.Sinks[0].DeliveredPackets, draining.Sinks[1].DeliveredPackets, draining.DeliveredPackets).ShouldBe((5000, 0, 0));
        _indexer.Start();

        var job = await host.WaitForEndAsync(id);
        (job.State, job.DeliveredPackets, _indexer.Ledger.Count, job.Regions[0].Reason).ShouldBe((JobState.Completed, 5000, 5000, null));
    }

    [Fact]
    public async Task Cancelled_WhileItDrains_SaysWhatIsMissingAndRetryDeliversIt()
    {
        _indexer.Stop();
        await using var host = await EngineHost.StartAsync(_store, Options(DeliveryLogKind.Archive), _region);
        var id = (await host.SubmitAsync("tcp", "Region 1")).Id;
        await host.WaitAsync(id, j => j.Regions[0].State == FetchState.Draining);
        await host.Jobs.CancelAsync(id, "ann");
        var job = await host.WaitForEndAsync(id);
        (job.State, job.Regions[0].State, job.Regions[0].Verdict).ShouldBe((JobState.Cancelled, FetchState.Cancelled, Verdict.Missing));
        job.Regions[0].Reason.ShouldBe("Cancelled by ann. Gravwell has 0 of 5,000 packets of Region 1; Retry delivers the rest.");

        _indexer.Start();
        var accepted = await host.Jobs.RetryAsync(id, null, "bob");
        accepted.Outcome.ShouldBe(CommandOutcome.Accepted);
        var again = await host.WaitAsync(id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        (again.State, again.DeliveredPackets, _indexer.Ledger.Count).ShouldBe((JobState.Completed, 5000, 5000));
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive, 1)]
    [InlineData(DeliveryLogKind.Spool, 1)]
    [InlineData(DeliveryLogKind.Memory, 2)]
    public async Task Stopped_WhileItDrains_GoesOnAfterTheNextStart(DeliveryLogKind log, int asked)
    {
        _indexer.Stop();
        long id;
        await using (var host = await EngineHost.StartAsync(_store, Options(log), _region))
        {
            id = (await host.SubmitAsync("tcp", "Region 1")).Id;
            await host.WaitAsync(id, j => j.Regions[0].State == FetchState.Draining);
        }

        _indexer.Start();
        await using (var host = await EngineHost.StartAsync(_store, Options(log), _region))
        {
            var job = await host.WaitForEndAsync(id);
            (job.State, job.DeliveredPackets, _indexer.Ledger.Count, job.Sinks[^1].MaybeDoubled).ShouldBe((JobState.Completed, 5000, 5000, 0));
            _region.Asked.ShouldBe(asked);
        }
    }

    [Fact]
    public async Task Memory_NothingOfAPacketIsWrittenAnywhere()
    {
        await using var host = await EngineHost.StartAsync(_store, Options(DeliveryLogKind.Memory), _region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "Region 1")).Id);
        job.DeliveredPackets.ShouldBe(5000);

        // The mark goes a moment after the job's end is told: until that is stored, it knows what the store does not.
        SpinWait.SpinUntil(() => !Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Any(), TimeSpan.FromSeconds(20));
        Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private EngineOptions Options(DeliveryLogKind log) => DeliveryOptions.Of(_directory, _indexer, log);
}
