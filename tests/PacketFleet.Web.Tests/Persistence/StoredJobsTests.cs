using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Persistence;

public class StoredJobsTests
{
    [Fact]
    public async Task ForgetSegments_OfAnEndedJob_DeletesItsRowsAndWhatIsCommittedAndNoOthers()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A", "B");
        var other = await open.CreateAsync("A");
        var a = await open.Store.TakeFetchAsync(job.Id, "A", default);
        var b = await open.Store.TakeFetchAsync(job.Id, "B", default);
        var c = await open.Store.TakeFetchAsync(other.Id, "A", default);
        foreach (var fetch in new[] { a, b, c })
            await open.Store.CommitSegmentAsync(OpenStore.Segment(fetch, 0), OpenStore.Progress(fetch, 10), default);

        (await open.Store.ForgetSegmentsAsync(job.Id, default)).ShouldBeEmpty("It has not ended.");
        await open.Store.SaveJobAsync(job.Id, JobState.Completed, OpenStore.Noon, OpenStore.Noon, default);
        (await open.Store.StoredJobsAsync(default)).ShouldBe(
            [new StoredJob(job.Id, true, 2800, OpenStore.Noon), new StoredJob(other.Id, false, 1400, OpenStore.Noon)], ignoreOrder: true);
        (await open.Store.ForgetSegmentsAsync(job.Id, default)).ShouldBe([OpenStore.Segment(a, 0).File, OpenStore.Segment(b, 0).File]);
        await open.ReopenAsync();

        (await open.Store.StoredJobsAsync(default)).Select(j => j.Id).ShouldBe([other.Id]);
        var row = (await open.Store.FindJobAsync(job.Id, default))!;
        row.Fetches.ShouldAllBe(f => f.CommittedPackets == 0 && f.CommittedBytes == 0 && f.CommittedHash == 0 && f.Snapshot.Packets == 10);
        (await open.Store.FindJobAsync(other.Id, default))!.Fetches[0].CommittedPackets.ShouldBe(10);
        (await open.Store.ForgetSegmentsAsync(job.Id, default)).ShouldBeEmpty();
    }
}
