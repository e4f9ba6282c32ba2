using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Fetches that are stopped, or whose store refuses, at moments when nothing is being read.</summary>
public sealed class StoppedFetchTests : FiledFetch
{
    [Fact]
    public async Task RetryIsCancelledInLine_KeepsWhatCame()
    {
        var region = new FiledRegion("R", Minutes(20, 30)) { MaxConcurrentFetches = 1, BreakAfter = n => n >= 3 ? 30 : null };
        await using var host = await HostAsync(region, minutes: 4);
        var id = (await host.SubmitAsync(Query(0, 1200), "R")).Id;
        var missing = (await host.WaitForEndAsync(id, 60)).Regions[0].Gaps[0].From;
        region.IsSilent = true;
        var other = (await host.SubmitAsync(Query(0, 300), "R")).Id;
        await host.WaitAsync(other, j => j.Regions[0].State == FetchState.Connecting);
        var accepted = await host.Jobs.RetryAsync(id, null, "ann");
        await host.WaitAsync(id, j => j.Version >= accepted.Job!.Version && j.Regions[0].Reason?.Contains("in line", StringComparison.Ordinal) == true);
        await host.Jobs.CancelAsync(id, "ann");

        var job = await host.WaitAsync(id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        await host.Jobs.CancelAsync(other, "ann");
        job.Regions[0].Gaps[0].From.ShouldBe(missing);
    }

    [Fact]
    public async Task CancelledWhileTheRegionsFilesAreLookedAt_BehindAnAnswer_KeepsIt()
    {
        using var looking = new ManualResetEventSlim();
        var isAnswered = false;
        var region = new FiledRegion("R", Minutes(6, 30))
        {
            OnPacket = (_, i) => isAnswered |= i == 170,
            OnHoldings = cancellation =>
            {
                if (!isAnswered)
                    return;
                looking.Set();
                cancellation.WaitHandle.WaitOne(10_000);
            },
        };
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 340), "R")).Id;
        looking.Wait(20_000).ShouldBeTrue();
        await host.Jobs.CancelAsync(id, "ann");
        var job = await host.WaitForEndAsync(id);
        job.Regions[0].Gaps.ShouldBeEmpty();
        await ShouldLackNothingUntoldAsync(host, job, region, 0, 340);
    }

    [Fact]
    public async Task StoppedBeforeTheFirstPacket_SlotCoolsDown()
    {
        var region = new FiledRegion("R", Minutes(1, 30)) { IsSilent = true, MaxConcurrentFetches = 1 };
        using var bench = new RunnerBench(region);
        var admission = new QueueAdmission(1);
        var runner = await bench.StartAsync(await bench.SubmitAsync(), admission);
        await RunnerBench.UntilAsync(() => region.Asked == 1, "asked");
        runner.Cancel("ann");
        await runner.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        admission.GiveNow(new Ticket(99, 1)).ShouldNotBe(0);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Archive)]
    public async Task StoreRefusesForSomeSeconds_WhileAFetchDrains_GoesOn(DeliveryLogKind log)
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.Acks = IndexerAcks.Withheld;
        var region = new FiledRegion("R", Minutes(3, 100));
        await using var host = await EngineHost.StartAsync(Store, DeliveryOptions.Of(Folder, indexer, log), region);
        var id = (await host.SubmitAsync(Query(0, 170), "R")).Id;
        await host.WaitAsync(id, j => j.Regions[0].State == FetchState.Draining);
        Store.FetchRefusals = 6;
        SpinWait.SpinUntil(() => Store.FetchRefusals == 0, TimeSpan.FromSeconds(40)).ShouldBeTrue();
        indexer.Faults.Acks = IndexerAcks.Prompt;

        var job = await host.WaitForEndAsync(id, 60);
        var wanted = region.All.Count(p => p.Time < At(170));
        (job.State, job.Regions[0].Verdict, job.Packets, job.DeliveredPackets).ShouldBe((JobState.Completed, Verdict.Complete, wanted, wanted));
        indexer.Ledger.Entries.Select(e => e.Time).Distinct().Count().ShouldBe(wanted);
    }
}
