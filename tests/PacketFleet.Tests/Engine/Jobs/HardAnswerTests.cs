using PacketFleet.Engine;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Answers that end where they should not, of files that begin with packets older than their names.</summary>
public sealed class HardAnswerTests(ITestOutputHelper output) : IDisposable
{
    private const long S = 1_700_000_040; // a minute
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    private static PacketTime At(double second) => new((S * 1_000_000_000L) + (long)(second * 1e9));

    private static (PacketTime, IndexedPacket[]) File(double opened, params IndexedPacket[] packets) => (At(opened), packets);

    private static IndexedPacket P(double second, bool tooLong = false) => new(S, second, tooLong);

    private static IndexedPacket[] Run(double from, double to, int count) => [.. Enumerable.Range(0, count).Select(i => P(from + ((to - from) * i / count)))];

    private static string Query(long from, long to) => $"after {Moment(S + from)} and before {Moment(S + to)}";

    private static string Moment(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private Task<EngineHost> HostAsync(IndexedRegion region, int minutes = 60, int answer = 900) =>
        EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = minutes, AnswerSeconds = answer }, region);

    private void Tell(JobSnapshot job, IndexedRegion region, IEnumerable<long> stored, long from, long to)
    {
        var have = stored.ToList();
        var r = job.Regions[0];
        output.WriteLine($"{job.State} verdict {r.Verdict} assumption {r.Assumption} packets {r.Packets} asked {region.Asked}");
        foreach (var g in r.Gaps)
            output.WriteLine($"  gap {g.Kind} {g.From} .. {g.To}: {g.Reason}");
        var missing = region.All.Where(p => !p.TooLong && p.Time >= At(from) && p.Time < At(to) && !have.Contains(p.Time.Nanoseconds)).ToArray();
        var outside = missing.Where(p => !r.Gaps.Any(g => !(p.Time < g.From) && !(p.Time >= g.To))).ToArray();
        output.WriteLine($"  stored {have.Count} distinct {have.Distinct().Count()} missing {missing.Length}, outside every gap {outside.Length}: {string.Join(", ", outside.Take(5).Select(p => p.Offset))}");
        outside.ShouldBeEmpty();
        (have.Count - have.Distinct().Count()).ShouldBe(0);
    }

    [Fact]
    public async Task DetourIntoAFileWhoseFirstPacketsAreOlderThanItsName_EndsAtAnotherLongPacket_ComesToAnEnd()
    {
        var region = new IndexedRegion("R", [
            File(0, [.. Run(1, 40, 20), P(45, true), P(50)]),
            File(60, P(58), P(58.5), P(59, true), P(70), P(80)),
            File(120, Run(121, 170, 20)),
            File(180, Run(181, 230, 20))]);
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 200), "R")).Id;
        JobSnapshot? job = null;
        try
        {
            job = await host.WaitForEndAsync(id, 40);
        }
        catch (TimeoutException e)
        {
            output.WriteLine($"asked {region.Asked}: {string.Join(" | ", region.Asks.TakeLast(4))}");
            output.WriteLine(e.Message);
            throw;
        }

        Tell(job!, region, await host.StoredTimesAsync(_store, id), 0, 200);
    }

    [Fact]
    public async Task BreaksOffInTheFirstFile_NextFileBeginsOlder()
    {
        var region = new IndexedRegion("R", [
            File(0, Run(1, 59, 40)),
            File(60, Run(50.05, 118, 40)),
            File(120, Run(111, 178, 40))])
        { BreakAfter = _ => 39, Counts = false };
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 170), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 40), region, await host.StoredTimesAsync(_store, id), 0, 170);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BreaksOffBehindTheSlice_NextFileBeginsOlder(bool counts)
    {
        var region = new IndexedRegion("R", [
            File(0, Run(1, 59, 40)),
            File(60, Run(50.05, 118, 40)),
            File(120, Run(111, 178, 40))])
        { BreakAfter = _ => 39, Counts = counts };
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 55), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 40), region, await host.StoredTimesAsync(_store, id), 0, 55);
    }

    [Fact]
    public async Task Detour_KeepsPacketsOlderThanTheNextFilesName()
    {
        var region = new IndexedRegion("R", [
            File(0, [.. Run(1, 58, 40), P(58.5, true), P(59)]),
            File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]),
            File(120, Run(121, 178, 40)),
            File(180, Run(181, 230, 20))]);
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 200), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 40), region, await host.StoredTimesAsync(_store, id), 0, 200);
    }

    [Fact]
    public async Task ShortAnswerEndsInFirstFile_CleanEnd()
    {
        // Ends early for good at packet 39, no long packet: after two asks the detour goes round.
        var region = new IndexedRegion("R", [
            File(0, Run(1, 59, 40)),
            File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]),
            File(120, Run(121, 178, 40))])
        { EndAfter = n => n <= 2 ? (39, TimeSpan.Zero) : null };
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 170), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 40), region, await host.StoredTimesAsync(_store, id), 0, 170);
    }

    [Fact]
    public async Task CancelledWhileARetryWaitsInLine_KeepsWhatCame()
    {
        var broken = true;
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 20).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 30)))])
        {
            Counts = false,
            MaxConcurrentFetches = 1,
            BreakAfter = n => broken && n >= 3 ? 30 : null,
        };
        await using var host = await HostAsync(region, minutes: 4);
        var id = (await host.SubmitAsync(Query(0, 1200), "R")).Id;
        var first = await host.WaitForEndAsync(id, 60);
        output.WriteLine($"first: {first.Packets} packets");
        foreach (var g in first.Regions[0].Gaps)
            output.WriteLine($"  gap {g.Kind} {g.From} .. {g.To}");
        region.Silent = true;
        var other = (await host.SubmitAsync(Query(0, 300), "R")).Id;
        await host.WaitAsync(other, j => j.Regions[0].State == FetchState.Connecting);
        var accepted = await host.Jobs.RetryAsync(id, null, "ann");
        await host.WaitAsync(id, j => j.Version >= accepted.Job!.Version && j.Regions[0].Reason?.Contains("in line", StringComparison.Ordinal) == true);
        await host.Jobs.CancelAsync(id, "ann");
        var job = await host.WaitAsync(id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        foreach (var g in job.Regions[0].Gaps)
            output.WriteLine($"  gap {g.Kind} {g.From} .. {g.To}: {g.Reason}");
        var told = (await host.Jobs.SlicesAsync(id))!.Single();
        foreach (var s in told.Slices)
            output.WriteLine($"  slice {s.Number} {s.From} {s.To} {s.State} {s.Packets}");
        await host.Jobs.CancelAsync(other, "ann");
        job.Regions[0].Gaps[0].From.ShouldNotBe(At(0));
    }

    [Fact]
    public async Task ServersLimitEndsAnAnswerThatIsBeingClosed_BeforeItWasReadFarEnough()
    {
        // AnswerSeconds 3: closing is chosen after 2 s; the server ends the answer cleanly at 3 s, before an older packet.
        var first = Run(1, 59, 64);
        var region = new IndexedRegion("R", [
            File(0, first),
            File(60, [P(54.01), P(55.01), .. Run(61, 118, 40)]),
            .. Enumerable.Range(2, 8).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 30)))])
        {
            OnPacket = (n, i, c) =>
            {
                if (n == 1 && i == 63)
                    Thread.Sleep(2100);
            },
            EndAfter = n => n == 1 ? (64, TimeSpan.FromSeconds(0.95)) : null,
        };
        await using var host = await HostAsync(region, answer: 3);
        var id = (await host.SubmitAsync(Query(0, 500), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 60), region, await host.StoredTimesAsync(_store, id), 0, 500);
    }

    [Fact]
    public async Task CancelledWhileTheHoldingsAreLookedAtBehindAnAnswer()
    {
        using var looking = new ManualResetEventSlim();
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 6).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 30)))]);
        var isAnswered = false;
        region.OnPacket = (_, i, _) => isAnswered |= i == 170;
        region.OnHoldings = (_, c) =>
        {
            if (!isAnswered)
                return;
            looking.Set();
            c.WaitHandle.WaitOne(10_000);
        };
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 340), "R")).Id;
        looking.Wait(20_000).ShouldBeTrue();
        await host.Jobs.CancelAsync(id, "ann");
        var job = await host.WaitForEndAsync(id);
        Tell(job, region, await host.StoredTimesAsync(_store, id), 0, 340);
        job.Regions[0].Gaps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Spool)]
    public async Task NothingToCompareWith_AndEveryAnswerBreaksOff(DeliveryLogKind log)
    {
        using var indexer = new FakeIndexer();
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 6).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 100)))]) { Counts = false };
        region.BreakAfter = n =>
        {
            if (n > 1)
                region.Deleted = 1;
            return n == 1 ? 300 : 350;
        };
        region.OnPacket = (n, i, _) =>
        {
            if (n == 1 && i == 299)
                Thread.Sleep(log == DeliveryLogKind.Spool ? 2500 : 0);
        };
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, indexer, log), region);
        var id = (await host.SubmitAsync(Query(0, 340), "R")).Id;
        try
        {
            var job = await host.WaitForEndAsync(id, 40);
            output.WriteLine($"{job.State} asked {region.Asked}, entries {indexer.Ledger.Entries.Count}, distinct {indexer.Ledger.Entries.Select(e => e.Time).Distinct().Count()}, maybe {job.Sinks.Single(s => s.Name == "Gravwell").MaybeDoubled}");
            region.Asked.ShouldBeLessThan(12);
        }
        catch (TimeoutException e)
        {
            output.WriteLine(e.Message);
            output.WriteLine($"asked {region.Asked}, entries {indexer.Ledger.Entries.Count}, distinct {indexer.Ledger.Entries.Select(x => x.Time).Distinct().Count()}");
            await host.Jobs.CancelAsync(id, "ann");
            throw;
        }
    }

    [Fact]
    public async Task MemoryLog_ServerEndsEarlierTheSecondTime_DoublesNoMoreThanTheBound()
    {
        using var indexer = new FakeIndexer();
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 3).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 5000)))])
        {
            EndAfter = n => n switch { 1 => (12_000, TimeSpan.Zero), 2 => (11_000, TimeSpan.Zero), _ => null },
        };
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, indexer, DeliveryLogKind.Memory), region);
        var id = (await host.SubmitAsync(Query(0, 170), "R")).Id;
        var job = await host.WaitForEndAsync(id, 60);
        var (all, distinct) = (indexer.Ledger.Entries.Count, indexer.Ledger.Entries.Select(e => e.Time).Distinct().Count());
        output.WriteLine($"{job.State} {job.Regions[0].Verdict} packets {job.Packets} asked {region.Asked}, entries {all}, distinct {distinct}, maybe {job.Sinks.Single(s => s.Name == "Gravwell").MaybeDoubled}");
        (all - distinct).ShouldBeLessThanOrEqualTo(4095);
    }

    [Fact]
    public async Task StoppedBeforeTheFirstPacket_SlotCoolsDown()
    {
        var region = new IndexedRegion("R", [File(0, Run(1, 58, 30))]) { Silent = true, MaxConcurrentFetches = 1 };
        using var bench = new RunnerBench(region);
        var admission = new QueueAdmission(1);
        var job = await bench.SubmitAsync();
        var runner = await bench.StartAsync(job, admission);
        await RunnerBench.UntilAsync(() => region.Asked == 1, "asked");
        runner.Cancel("ann");
        await runner.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        admission.GiveNow(new Ticket(99, 1)).ShouldNotBe(0);
    }

    [Fact]
    public void TooRecentSliceWithADetour_RetryAsksForWhatWasLost()
    {
        var queue = SliceQueue.Begin([new Slice(0, new TimeWindow(At(0), null))], TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), At(600));
        queue.Next();
        queue.GoRound(0, new Detour(new TimeWindow(At(120), null), new TimeWindow(At(30), At(120)), false), "x");
        var rest = queue.Next()!;
        queue.Complete(rest.Number, TimeSpan.FromSeconds(5));
        queue.ReopenFrom(At(500)); // the end of the window was too recent
        queue.Retry();
        queue.Next()!.AskFrom.ShouldBeNull();
    }

    [Theory]
    [InlineData(DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Archive)]
    public async Task StoreRefusesForSomeSeconds_WhileAFetchDrains_GoesOn(DeliveryLogKind log)
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.Acks = IndexerAcks.Withheld;
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 3).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 100)))]);
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, indexer, log), region);
        var id = (await host.SubmitAsync(Query(0, 170), "R")).Id;
        await host.WaitAsync(id, j => j.Regions[0].State == FetchState.Draining);
        _store.FetchRefusals = 6;
        SpinWait.SpinUntil(() => _store.FetchRefusals <= 0, TimeSpan.FromSeconds(40)).ShouldBeTrue();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        indexer.Faults.Acks = IndexerAcks.Prompt;

        var job = await host.WaitForEndAsync(id, 60);
        var wanted = region.All.Count(p => p.Time < At(170));
        (job.State, job.Regions[0].Verdict, job.Packets, job.DeliveredPackets).ShouldBe((JobState.Completed, Verdict.Complete, wanted, wanted));
        indexer.Ledger.Entries.Select(e => e.Time).Distinct().Count().ShouldBe(wanted);
    }

    [Fact]
    public async Task FilesAgeOut_AndTheAnswerIsShorterThanWhatCame_ComparesAllTheSame()
    {
        // The first answer breaks in the sixth file; then the first three go, and there is less in all than has come.
        var region = new IndexedRegion("R", [.. Enumerable.Range(0, 8).Select(f => File(f * 60, Run((f * 60) + 1, (f * 60) + 58, 30)))]);
        region.OnPacket = (n, i, _) =>
        {
            if (n == 2 && i == 0)
                region.Deleted = 3;
        };
        region.BreakAfter = n => n == 1 ? 170 : null;
        region.EndAfter = n => n == 2 ? (120, TimeSpan.Zero) : null;
        await using var host = await HostAsync(region);
        var id = (await host.SubmitAsync(Query(0, 400), "R")).Id;
        Tell(await host.WaitForEndAsync(id, 60), region, await host.StoredTimesAsync(_store, id), 0, 400);
    }
}
