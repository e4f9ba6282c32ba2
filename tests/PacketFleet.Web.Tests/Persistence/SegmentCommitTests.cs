using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Persistence;

public class SegmentCommitTests
{
    [Fact]
    public async Task Commit_ByTheHolder_WritesSegmentAndProgressTogether()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A", "B");
        var a = await open.Store.TakeFetchAsync(job.Id, "A", default);
        var b = await open.Store.TakeFetchAsync(job.Id, "B", default);

        (await open.Store.CommitSegmentAsync(OpenStore.Segment(a, 0), OpenStore.Progress(a, 10), default)).ShouldBeTrue();
        (await open.Store.CommitSegmentAsync(OpenStore.Segment(b, 0), OpenStore.Progress(b, 10), default)).ShouldBeTrue();
        (await open.Store.CommitSegmentAsync(OpenStore.Segment(a, 1), OpenStore.Progress(a, 20), default)).ShouldBeTrue();
        await open.ReopenAsync();

        (await open.Store.SegmentsAsync(job.Id, null, default)).ShouldBe([OpenStore.Segment(a, 0), OpenStore.Segment(b, 0), OpenStore.Segment(a, 1)]);
        (await open.Store.SegmentsAsync(job.Id, "A", default)).ShouldBe([OpenStore.Segment(a, 0), OpenStore.Segment(a, 1)]);
        (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0].ShouldBeEquivalentTo(OpenStore.Progress(a, 20));
        (await open.Store.SegmentFilesAsync(default).ToListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Commit_ByAFencedOne_ChangesNothing()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        var old = await open.Store.TakeFetchAsync(job.Id, "A", default);
        var now = await open.Store.TakeFetchAsync(job.Id, "A", default);

        (await open.Store.CommitSegmentAsync(OpenStore.Segment(old, 0), OpenStore.Progress(old, 10), default)).ShouldBeFalse();
        (await open.Store.SaveFetchAsync(OpenStore.Progress(old, 10), default)).ShouldBeFalse();

        (await open.Store.SegmentsAsync(job.Id, null, default)).ShouldBeEmpty();
        (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0].ShouldBeEquivalentTo(now);
    }

    [Fact]
    public async Task Commit_OfAFileTwice_FailsAndChangesNothing()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        var fetch = await open.Store.TakeFetchAsync(job.Id, "A", default);
        await open.Store.CommitSegmentAsync(OpenStore.Segment(fetch, 0), OpenStore.Progress(fetch, 10), default);

        await Should.ThrowAsync<IOException>(open.Store.CommitSegmentAsync(OpenStore.Segment(fetch, 0), OpenStore.Progress(fetch, 20), default));

        (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0].CommittedPackets.ShouldBe(10);
        (await open.CreateAsync("A")).Id.ShouldBe(2);
    }

    [Fact]
    public async Task Progress_MadeBeforeACommitAndWrittenAfterIt_TakesNothingBack()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        var fetch = await open.Store.TakeFetchAsync(job.Id, "A", default);
        await open.Store.CommitSegmentAsync(OpenStore.Segment(fetch, 0), OpenStore.Progress(fetch, 10), default);

        await open.Store.SaveFetchAsync(fetch, default);

        (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0].CommittedPackets.ShouldBe(10);
    }

    [Fact]
    public async Task Commits_OfManyFetchesAtOnce_AllCountAndOneFailureHarmsNoOther()
    {
        const int jobs = 20, segments = 15;
        await using var open = await OpenStore.NewAsync();
        var fetches = await Task.WhenAll(Enumerable.Range(0, jobs).Select(async _ =>
        {
            var job = await open.CreateAsync("A");
            return await open.Store.TakeFetchAsync(job.Id, "A", default);
        }));

        var results = await Task.WhenAll(fetches.SelectMany(f => Enumerable.Range(0, segments).Select(n => CommitAsync(f, n))));

        // Number 7 of each names a file that the first of them has taken already.
        results.Count(r => r).ShouldBe((jobs * (segments - 1)) + 1);
        (await open.Store.SegmentFilesAsync(default).ToListAsync()).Count.ShouldBe((jobs * (segments - 1)) + 1);

        async Task<bool> CommitAsync(FetchRecord fetch, int number)
        {
            try
            {
                return await open.Store.CommitSegmentAsync(OpenStore.Segment(fetch, number, number == 7 ? "same.pcapng" : null), OpenStore.Progress(fetch, number), default);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Takeovers_WhileOthersCommit_LetNoStaleCommitThrough()
    {
        await using var open = await OpenStore.NewAsync();
        var job = await open.CreateAsync("A");
        var committed = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var mine = await open.Store.TakeFetchAsync(job.Id, "A", default);
                if (await open.Store.CommitSegmentAsync(OpenStore.Segment(mine, i), OpenStore.Progress(mine, mine.CommittedPackets + 10), default))
                    Interlocked.Increment(ref committed);
            }
        })));

        var found = (await open.Store.FindJobAsync(job.Id, default))!.Fetches[0];
        found.Epoch.ShouldBe(80);
        found.CommittedPackets.ShouldBe(committed * 10);
        (await open.Store.SegmentsAsync(job.Id, null, default)).Count.ShouldBe(committed);
    }

    [Fact]
    public async Task Write_CancelledBeforeItBegan_ChangesNothing()
    {
        await using var open = await OpenStore.NewAsync();
        await Should.ThrowAsync<OperationCanceledException>(open.Store.CreateJobAsync(OpenStore.NewJob("A"), new CancellationToken(true)));

        (await open.Store.ListJobsAsync(JobPhase.All, 10, null, default)).ShouldBeEmpty();
    }
}
