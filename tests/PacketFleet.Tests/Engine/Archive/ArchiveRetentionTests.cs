using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Tests.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Archive;

public sealed class ArchiveRetentionTests : IDisposable
{
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task RunOnce_OverItsSize_RemovesTheOldestJobWholeAndARetryFetchesItAnew()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(5) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var jobs = new List<long>();
        for (var i = 0; i < 3; i++)
            jobs.Add((await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id)).Id);
        var total = (await _store.StoredJobsAsync(default)).Sum(j => j.FileBytes);

        await Retention(maxBytes: total).RunOnceAsync(default);
        Captures().ShouldBe(3);
        await Retention(maxBytes: total - 1).RunOnceAsync(default);

        (await _store.StoredJobsAsync(default)).Select(j => j.Id).ShouldBe(jobs[1..], ignoreOrder: true);
        Captures().ShouldBe(2);
        Directory.GetFiles(_directory, "*.idx", SearchOption.AllDirectories).Length.ShouldBe(2);
        Directory.GetDirectories(_directory, $"job-{jobs[0]:D6}", SearchOption.AllDirectories).ShouldBeEmpty();
        (await host.Jobs.EventsAsync(jobs[0]))![^1].Message.ShouldStartWith("Its packets were removed from the archive, which holds at most ");

        var accepted = await host.Jobs.RetryAsync(jobs[0], ["R"], "ann");
        accepted.Outcome.ShouldBe(CommandOutcome.Accepted);
        var again = await host.WaitAsync(jobs[0], j => j.Version > accepted.Job!.Version && j.State.IsFinal());
        (again.State, again.DeliveredPackets).ShouldBe((JobState.Completed, 5));
        (await host.StoredTimesAsync(_store, jobs[0])).ShouldBe(region.Packets.Select(p => p.Time.Nanoseconds));
    }

    [Fact]
    public async Task RunOnce_TooOld_RemovesWhatHasEndedAndNothingElse()
    {
        var done = new ScriptedRegion("Done") { Packets = ScriptedPacket.Series(5) };
        var open = new ScriptedRegion("Open") { Packets = ScriptedPacket.Series(30), GateAt = 10 };
        open.Close();
        await using var host = await EngineHost.StartAsync(_store, _directory, done, open);
        var ended = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "Done")).Id);
        var running = (await host.SubmitAsync("tcp", "Done", "Open")).Id;
        await host.WaitAsync(running, j => j.Regions[0].State == FetchState.Done && j.Regions[1].Packets == 10);

        await Retention(maxDays: 30, ahead: TimeSpan.FromDays(29)).RunOnceAsync(default);
        Captures().ShouldBe(3);
        await Retention(maxDays: 30, ahead: TimeSpan.FromDays(31)).RunOnceAsync(default);

        (await _store.StoredJobsAsync(default)).Select(j => j.Id).ShouldBe([running]);
        (await _store.ForgetSegmentsAsync(running, default)).ShouldBeEmpty();
        (await host.Jobs.EventsAsync(ended.Id))![^1].Message.ShouldBe(
            "Its packets were removed from the archive, which keeps packets for 30 days (`MaxAgeDays`): submit it again to fetch them anew.");
        (await host.Jobs.GetAsync(ended.Id))!.DeliveredPackets.ShouldBe(5);
        open.Release();
        (await host.WaitForEndAsync(running)).State.ShouldBe(JobState.Completed);
        (await host.StoredTimesAsync(_store, running)).Count.ShouldBe(35);
    }

    [Fact]
    public async Task RunOnce_NoLimits_RemovesNothing()
    {
        await using var host = await EngineHost.StartAsync(_store, _directory, new ScriptedRegion("R") { Packets = ScriptedPacket.Series(5) });
        await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        await Retention(ahead: TimeSpan.FromDays(10_000)).RunOnceAsync(default);
        Captures().ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunOnce_DeliveredToGravwellToo_ARetrySaysWhatMayComeTwice(bool markIsGone)
    {
        using var indexer = new FakeIndexer();
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(5) };
        await using var host = await EngineHost.StartAsync(_store, DeliveryOptions.Of(_directory, indexer, DeliveryLogKind.Archive), region);
        var id = (await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id)).Id;
        var fetch = (await _store.FindJobAsync(id, default))!.Fetches[0];
        if (!markIsGone)
        {
            var path = Path.Combine(_directory, "delivery", $"job-{id:D6}", SegmentPaths.Slug("R") + ".mark");
            SpinWait.SpinUntil(() => !File.Exists(path), TimeSpan.FromSeconds(10)).ShouldBeTrue();
            using var left = DeliveryMark.Open(path, (new Settled(5, 0, fetch.CommittedBytes, 0), 0));
        }

        await Retention(maxDays: 30, ahead: TimeSpan.FromDays(31), archive: Path.Combine(_directory, "archive")).RunOnceAsync(default);
        Captures().ShouldBe(0);
        var accepted = await host.Jobs.RetryAsync(id, ["R"], "ann");
        var again = await host.WaitAsync(id, j => j.Version > accepted.Job!.Version && j.State.IsFinal());

        (again.State, again.Packets, again.DeliveredPackets, indexer.Ledger.Count).ShouldBe((JobState.Completed, 5, 5, 10));
        again.Sinks.Single(s => s.Name == "Gravwell").MaybeDoubled.ShouldBe(5);
        (await host.Jobs.EventsAsync(id))!.Select(e => e.Message).ShouldContain(
            "The packets of R were removed from the archive: it is asked for all of them again, and up to 5 may come to Gravwell twice.");
    }

    private int Captures() => Directory.GetFiles(_directory, "*.pcapng*", SearchOption.AllDirectories).Length;

    private ArchiveRetention Retention(long maxBytes = 0, int maxDays = 0, TimeSpan ahead = default, string? archive = null) => new(
        new EngineOptions { ArchiveDirectory = archive ?? _directory, ArchiveMaxBytes = maxBytes, ArchiveMaxDays = maxDays },
        _store,
        new FakeTimeProvider(TimeProvider.System.GetUtcNow() + ahead),
        NullLogger<ArchiveRetention>.Instance);
}
