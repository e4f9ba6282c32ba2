using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Persistence;

public class JobStoreTests
{
    [Fact]
    public async Task Job_Created_IsReadBackAsItWas()
    {
        await using var open = await OpenStore.NewAsync();

        var created = await open.CreateAsync("Region 2", "Region 1", "Zürich 🔥");
        await open.ReopenAsync();
        var found = await open.Store.FindJobAsync(created.Id, default);

        found.ShouldNotBeNull();
        found.Fetches.Select(Plain).ShouldBe(created.Fetches.Select(Plain));
        found.Fetches[2].Snapshot.Sinks.ShouldBe([new SinkSnapshot("Archive", 0, 0), new SinkSnapshot("Gravwell", 0, 0)]);
        found.Id.ShouldBe(1);
        found.Epoch.ShouldBe(0);
        found.State.ShouldBe(JobState.Queued);
        found.Fetches.Select(f => (f.Region, f.Epoch, f.Shift)).ShouldBe([("Region 2", 0, 0), ("Region 1", 0, 1_000_000_007), ("Zürich 🔥", 0, 2_000_000_014)]);
        found.Job.Fetches.Select(f => (f.Region, f.Shift, string.Join(",", f.Sinks))).ShouldBe([("Region 2", 0, "Archive,Gravwell"), ("Region 1", 1_000_000_007, "Archive,Gravwell"), ("Zürich 🔥", 2_000_000_014, "Archive,Gravwell")]);
        (found.Job with { Fetches = [] }).ShouldBe(OpenStore.NewJob("Region 2", "Region 1", "Zürich 🔥") with { Fetches = [] });
    }

    [Fact]
    public async Task Job_Unknown_IsNull()
    {
        await using var open = await OpenStore.NewAsync();

        (await open.Store.FindJobAsync(7, default)).ShouldBeNull();
        (await open.Store.EventsAsync(7, default)).ShouldBeEmpty();
        (await open.Store.SegmentsAsync(7, null, default)).ShouldBeEmpty();
        await Should.ThrowAsync<InvalidOperationException>(open.Store.NextJobEpochAsync(7, default));
        await Should.ThrowAsync<InvalidOperationException>(open.Store.TakeFetchAsync(7, "A", default));
    }

    [Fact]
    public async Task Jobs_Listed_AreNewestFirstByPhaseAndPage()
    {
        await using var open = await OpenStore.NewAsync();
        for (var i = 0; i < 6; i++)
            await open.CreateAsync("A", "B");
        await open.Store.SaveJobAsync(2, JobState.Completed, OpenStore.Noon, OpenStore.Noon.AddSeconds(3), default);
        await open.Store.SaveJobAsync(4, JobState.Stopping, OpenStore.Noon, null, default);
        await open.Store.SaveJobAsync(5, JobState.Cancelled, null, OpenStore.Noon, default);

        (await ListAsync(JobPhase.All, 3, null)).ShouldBe([6, 5, 4]);
        (await ListAsync(JobPhase.All, 10, 3)).ShouldBe([2, 1]);
        (await ListAsync(JobPhase.InFlight, 10, null)).ShouldBe([6, 4, 3, 1]);
        (await ListAsync(JobPhase.Finished, 10, null)).ShouldBe([5, 2]);
        (await ListAsync(JobPhase.Finished, 10, 5)).ShouldBe([2]);
        (await open.Store.UnfinishedJobsAsync(default)).ShouldBe([1, 3, 4, 6]);
        var second = (await open.Store.ListJobsAsync(JobPhase.Finished, 1, 5, default)).ShouldHaveSingleItem();
        second.FinishedAt.ShouldBe(OpenStore.Noon.AddSeconds(3));
        second.Fetches.Select(f => f.Region).ShouldBe(["A", "B"]);

        async Task<IEnumerable<long>> ListAsync(JobPhase phase, int limit, long? before) =>
            (await open.Store.ListJobsAsync(phase, limit, before, default)).Select(j => j.Id);
    }

    [Fact]
    public async Task Numbers_AfterReopening_GoOn()
    {
        await using var open = await OpenStore.NewAsync();
        await open.CreateAsync("A");
        await open.CreateAsync("A");
        await open.ReopenAsync();

        (await open.CreateAsync("A")).Id.ShouldBe(3);
    }

    [Fact]
    public async Task Epochs_Taken_Rise()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A", "B");

        (await open.Store.NextJobEpochAsync(job.Id, default)).ShouldBe(1);
        (await open.Store.NextJobEpochAsync(job.Id, default)).ShouldBe(2);
        (await open.Store.TakeFetchAsync(job.Id, "A", default)).Epoch.ShouldBe(1);
        (await open.Store.TakeFetchAsync(job.Id, "A", default)).Epoch.ShouldBe(2);
        (await open.Store.TakeFetchAsync(job.Id, "B", default)).Epoch.ShouldBe(1);
        await open.ReopenAsync();
        var found = await open.Store.FindJobAsync(job.Id, default);
        (found!.Epoch, found.Fetches[0].Epoch, found.Fetches[1].Epoch).ShouldBe((2, 2, 1));
    }

    [Fact]
    public async Task Fetch_Saved_KeepsEveryFieldButWhatIsCommitted()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        var taken = await open.Store.TakeFetchAsync(job.Id, "A", default);
        var saved = taken with
        {
            CommittedPackets = 99,
            Snapshot = new FetchSnapshot
            {
                Name = "A",
                State = FetchState.Failed,
                Verdict = Verdict.Missing,
                Reason = "Region A went away: look after it.",
                Attempt = 3,
                Packets = 5,
                Bytes = 6,
                CutPackets = 7,
                DeliveredPackets = 8,
                DeliveredBytes = long.MaxValue,
                Gaps = [new Gap(GapKind.CutByNetwork, new PacketTime(-5), null, "cut \"here\""), new Gap(GapKind.NoCapture, null, PacketTime.MaxValue, "none")],
                Progress = 0.123456789,
                FirstPacket = new PacketTime(1),
                LastPacket = PacketTime.MaxValue,
                StartedAt = OpenStore.Noon,
                FinishedAt = OpenStore.Noon.AddTicks(1),
                Assumption = "Region A does not tell what it holds.",
                Sinks = [new SinkSnapshot("Archive", 9, 0, 10), new SinkSnapshot("Gravwell", 8, 4095, long.MaxValue)],
            },
        };

        (await open.Store.SaveFetchAsync(saved, default)).ShouldBeTrue();

        var found = (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0];
        found.Snapshot.Gaps.ShouldBe(saved.Snapshot.Gaps);
        found.Snapshot.Sinks.ShouldBe(saved.Snapshot.Sinks);
        Plain(found).Snapshot.ShouldBe(Plain(saved).Snapshot);
        found.CommittedPackets.ShouldBe(0);
    }

    [Fact]
    public async Task Retry_OfNamedFetches_QueuesThemAndFencesWhoRanBefore()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A", "B");
        await open.Store.NextJobEpochAsync(job.Id, default);
        var a = await open.Store.TakeFetchAsync(job.Id, "A", default);
        var b = await open.Store.TakeFetchAsync(job.Id, "B", default);
        var ended = OpenStore.Progress(a, 10);
        ended = ended with { Snapshot = ended.Snapshot with { State = FetchState.Failed, Verdict = Verdict.Missing, Reason = "Gone.", Gaps = [new Gap(GapKind.Failed, null, null, "Gone.")], Assumption = "It is whole.", StartedAt = OpenStore.Noon, FinishedAt = OpenStore.Noon } };
        await open.Store.CommitSegmentAsync(OpenStore.Segment(a, 0), ended, default);
        await open.Store.SaveFetchAsync(b with { Snapshot = b.Snapshot with { State = FetchState.Done, Verdict = Verdict.Complete } }, default);
        await open.Store.SaveJobAsync(job.Id, JobState.Partial, OpenStore.Noon, OpenStore.Noon, default);

        var again = await open.Store.RetryJobAsync(job.Id, ["A"], default);

        (again.State, again.Epoch, again.StartedAt, again.FinishedAt).ShouldBe((JobState.Queued, 2, OpenStore.Noon, null));
        var fetch = again.Fetches[0];
        fetch.Snapshot.ShouldBeEquivalentTo(a.Snapshot with { State = FetchState.Queued, Attempt = 2, Packets = 10, Bytes = 1000 });
        (fetch.Epoch, fetch.CommittedPackets, fetch.CommittedHash).ShouldBe((2, 10, ulong.MaxValue - 10));
        again.Fetches[1].Snapshot.State.ShouldBe(FetchState.Done);
        again.Fetches[1].Epoch.ShouldBe(1);
        (await open.Store.SaveFetchAsync(a, default)).ShouldBeFalse();
        (await open.Store.UnfinishedJobsAsync(default)).ShouldBe([job.Id]);
        (await open.Store.FindJobAsync(job.Id, default)).ShouldBeEquivalentTo(again);
    }

    [Fact]
    public async Task Events_Added_ComeInOrder()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        JobEvent[] events = [new(OpenStore.Noon, null, EventLevel.Information, "Submitted."), new(OpenStore.Noon, "A", EventLevel.Error, "It's gone."), new(OpenStore.Noon.AddDays(-1), "A", EventLevel.Warning, "Late.")];

        foreach (var happened in events)
            await open.Store.AddEventAsync(job.Id, happened, default);

        (await open.Store.EventsAsync(job.Id, default)).ShouldBe(events);
    }

    /// <summary>Without its lists, which are the same only by reference.</summary>
    private static FetchRecord Plain(FetchRecord fetch) => fetch with { Snapshot = fetch.Snapshot with { Gaps = [], Sinks = [] } };
}
