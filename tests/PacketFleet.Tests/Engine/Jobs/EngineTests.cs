using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>The engine in a real silo: every grain method is called here, so that what cannot be serialized fails here.</summary>
public sealed class EngineTests : IDisposable
{
    private const string Window = "after 1970-01-01T00:16:50Z and before 1970-01-01T00:17:00Z";
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task Submit_TwoRegions_BothDeliveredAndCutExactly()
    {
        var one = new ScriptedRegion("One") { Packets = ScriptedPacket.Series(60) };
        var two = new ScriptedRegion("Two") { Packets = ScriptedPacket.Series(15) };
        await using var host = await EngineHost.StartAsync(_store, _directory, one, two);
        var job = await host.WaitForEndAsync((await host.SubmitAsync(Window, "One", "Two")).Id);

        job.State.ShouldBe(JobState.Completed);
        job.Regions.Select(r => (r.Name, r.State, r.Verdict, r.Packets, r.CutPackets, r.DeliveredPackets)).ShouldBe(
        [
            ("One", FetchState.Done, Verdict.Complete, 10, 50, 10),
            ("Two", FetchState.Done, Verdict.Complete, 5, 10, 5),
        ]);
        job.Regions.ShouldAllBe(r => r.Progress == 1 && r.FinishedAt != null);
        (job.Packets, job.DeliveredPackets, job.Sinks[0].DeliveredPackets).ShouldBe((15, 15, 15));
        (await host.StoredTimesAsync(_store, job.Id, "One")).ShouldBe(one.Packets.Skip(10).Take(10).Select(p => p.Time.Nanoseconds));
        var events = await host.Jobs.EventsAsync(job.Id);
        events!.Select(e => e.Message).ShouldContain("Submitted by ann.");
        events!.ShouldContain(e => e.Region == "One" && e.Message.StartsWith("Complete: 10 packets"));
    }

    [Fact]
    public async Task Fetch_OneRegionFails_OthersAreWholeAndJobPartial()
    {
        var good = new ScriptedRegion("Good") { Packets = ScriptedPacket.Series(20) };
        var cut = new ScriptedRegion("Cut") { Packets = ScriptedPacket.Series(7), End = new RegionOutcome(RegionEnd.CutByNetwork, "Cut stopped in the middle of packet 8.", true) };
        var down = new ScriptedRegion("Down") { End = new RegionOutcome(RegionEnd.Unreachable, "Down refused the connection.", true) };
        await using var host = await EngineHost.StartAsync(_store, _directory, good, cut, down);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "Good", "Cut", "Down")).Id);

        job.State.ShouldBe(JobState.Partial);
        job.Regions.Select(r => (r.State, r.Verdict, r.Packets, r.Reason)).ShouldBe(
        [
            (FetchState.Done, Verdict.Complete, 20, null),
            (FetchState.Failed, Verdict.Missing, 7, "Cut stopped in the middle of packet 8."),
            (FetchState.Failed, Verdict.Missing, 0, "Down refused the connection."),
        ]);
        job.Regions[1].Gaps.ShouldBe([new Gap(GapKind.CutByNetwork, cut.Packets[6].Time, null, "Cut stopped in the middle of packet 8.")]);
        (await host.StoredTimesAsync(_store, job.Id)).Count.ShouldBe(27);
    }

    [Fact]
    public async Task Retry_AfterACut_FetchesTheRestAndNothingTwice()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(7), End = new RegionOutcome(RegionEnd.CutByNetwork, "R stopped.", true) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        job.State.ShouldBe(JobState.Partial);

        region.Packets = ScriptedPacket.Series(30);
        region.End = RegionOutcome.Complete;
        var accepted = await host.Jobs.RetryAsync(job.Id, null, "bob");
        accepted.Outcome.ShouldBe(CommandOutcome.Accepted);
        accepted.Job!.Version.ShouldBeGreaterThan(job.Version);
        var again = await host.WaitAsync(job.Id, j => j.Version > accepted.Job.Version && j.State.IsFinal());

        (again.State, again.Regions[0].Attempt, again.Packets).ShouldBe((JobState.Completed, 2, 30));
        (await host.StoredTimesAsync(_store, job.Id)).ShouldBe(region.Packets.Select(p => p.Time.Nanoseconds));
    }

    [Fact]
    public async Task Retry_RegionHasForgottenItsOldest_ComparesPacketByPacket()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(10), End = new RegionOutcome(RegionEnd.CutByNetwork, "R stopped.", true) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);

        region.Packets = [.. ScriptedPacket.Series(25).Skip(4)];
        region.End = RegionOutcome.Complete;
        var accepted = await host.Jobs.RetryAsync(job.Id, ["R"], "bob");
        var again = await host.WaitAsync(job.Id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());

        (again.State, again.Packets).ShouldBe((JobState.Completed, 25));
        (await host.StoredTimesAsync(_store, job.Id)).ShouldBe(ScriptedPacket.Series(25).Select(p => p.Time.Nanoseconds), ignoreOrder: true);
    }

    [Fact]
    public async Task Limits_Packets_EnforcedToThePacketOverAllRegions()
    {
        var one = new ScriptedRegion("One") { Packets = ScriptedPacket.Series(60) };
        var two = new ScriptedRegion("Two") { Packets = ScriptedPacket.Series(60) };
        await using var host = await EngineHost.StartAsync(_store, _directory, one, two);
        var result = await host.Jobs.SubmitAsync(new JobRequest { Query = "tcp", Regions = ["One", "Two"], Limits = new JobLimits(Packets: 70) }, "ann");
        var job = await host.WaitForEndAsync(result.Job!.Id);
        (job.State, job.Packets, job.DeliveredPackets).ShouldBe((JobState.Partial, 70, 70));
        job.Regions.SelectMany(r => r.Gaps).ShouldHaveSingleItem().Kind.ShouldBe(GapKind.LimitReached);
    }

    [Fact]
    public async Task Restart_JobInFlight_GoesOnFromWhatIsCommitted()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(40), GateAt = 25 };
        region.Close();
        long id;
        await using (var first = await EngineHost.StartAsync(_store, _directory, region))
        {
            id = (await first.SubmitAsync("tcp", "R")).Id;
            await first.WaitAsync(id, j => j.Packets == 25);
        }

        (await _store.FindJobAsync(id, default))!.State.ShouldBe(JobState.Running);
        (await _store.FindJobAsync(id, default))!.Fetches[0].CommittedPackets.ShouldBe(25);
        region.Release();
        await using var second = await EngineHost.StartAsync(_store, _directory, region);
        var job = await second.WaitForEndAsync(id);
        (job.State, job.Packets).ShouldBe((JobState.Completed, 40));
        (await second.StoredTimesAsync(_store, id)).ShouldBe(region.Packets.Select(p => p.Time.Nanoseconds));
    }

    [Fact]
    public async Task Fetch_FencedInMidStream_WritesNothingAndIsRunAgainFromWhatIsCommitted()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(40), GateAt = 25 };
        region.Close();
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var id = (await host.SubmitAsync("tcp", "R")).Id;
        await host.WaitAsync(id, j => j.Packets == 25);
        await _store.TakeFetchAsync(id, "R", default);
        region.Release();
        (await host.WaitForEndAsync(id)).State.ShouldBe(JobState.Completed);
        region.Asked.ShouldBe(2);
        (await host.StoredTimesAsync(_store, id)).ShouldBe(region.Packets.Select(p => p.Time.Nanoseconds));
    }

    [Fact]
    public async Task Commit_StoreRefuses_FetchFailsWithASentenceAndRetryFetchesAll()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(5) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        _store.CommitFault = new IOException("database is locked");
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        (job.State, job.Packets, job.Regions[0].Verdict).ShouldBe((JobState.Failed, 0, Verdict.Missing));
        job.Regions[0].Reason!.ShouldContain("database is locked");

        _store.CommitFault = null;
        var accepted = await host.Jobs.RetryAsync(job.Id, null, "bob");
        var again = await host.WaitAsync(job.Id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        (again.State, again.Packets).ShouldBe((JobState.Completed, 5));
    }

    [Fact]
    public async Task SaveJob_StoreRefuses_IsDoneAgainAndNothingIsShownBeforeItIsWritten()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(5) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        _store.JobRefusals = 3;
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        job.State.ShouldBe(JobState.Completed);
        job.StartedAt.ShouldNotBeNull();
        (await _store.FindJobAsync(job.Id, default))!.State.ShouldBe(JobState.Completed);
        (await host.Jobs.EventsAsync(job.Id))!.Count(e => e.Message.StartsWith("Completed", StringComparison.Ordinal)).ShouldBe(1);
        (await _store.UnfinishedJobsAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TwoHundredJobsAtOnce_AllFinishAndNoMoreThanTheSlotsAtATime()
    {
        var one = new ScriptedRegion("One") { Packets = ScriptedPacket.Series(20) };
        var two = new ScriptedRegion("Two") { Packets = ScriptedPacket.Series(20), MaxConcurrentFetches = 5 };
        await using var host = await EngineHost.StartAsync(_store, _directory, one, two);
        var jobs = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.SubmitAsync("tcp", "One", "Two")));
        foreach (var job in jobs)
            (await host.WaitForEndAsync(job.Id, 90)).State.ShouldBe(JobState.Completed);
        one.MostOpen.ShouldBeLessThanOrEqualTo(2);
        two.MostOpen.ShouldBeLessThanOrEqualTo(5);
        jobs.Select(j => j.Id).Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task Board_SubscriberOfOneJob_SeesVersionsRiseAndIsGoneAfterwards()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(30), GateAt = 10 };
        region.Close();
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        using var subscription = await host.Board.SubscribeAsync(new JobFilter());
        host.Board.Subscribers.ShouldBe(1);
        var id = (await host.SubmitAsync("tcp", "R")).Id;
        var versions = new List<long>();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var batch in subscription.ChangesAsync(timeout.Token))
        {
            var job = batch.Single(j => j.Id == id);
            versions.Add(job.Version);
            if (job.Packets == 10)
                region.Release();
            if (job.State.IsFinal())
                break;
        }

        versions.ShouldBe(versions.Order().Distinct());
        versions.Count.ShouldBeGreaterThan(1);
        subscription.Dispose();
        host.Board.Subscribers.ShouldBe(0);
    }

    [Fact]
    public async Task Submit_EverythingWrong_SaysSoAndCreatesNothing()
    {
        await using var host = await EngineHost.StartAsync(_store, _directory, new ScriptedRegion("R"));
        var result = await host.Jobs.SubmitAsync(new JobRequest { Query = "tcp AND udp", Regions = ["Nowhere"], Source = "bogus", Limits = new JobLimits(-1) }, "ann");
        result.Job.ShouldBeNull();
        result.Errors.Select(e => e.Field).ShouldBe(["query", "regions", "source", "limits"], ignoreOrder: true);
        (await host.Jobs.ListAsync(JobPhase.All, 10, null)).ShouldBeEmpty();
        (await host.Jobs.SubmitAsync(new JobRequest { Query = "after 2026-01-02T00:00:00Z and before 2026-01-01T00:00:00Z", Regions = ["R"] }, "ann"))
            .Errors.ShouldHaveSingleItem().Message.ShouldContain("window is empty");
    }
}
