using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Answers that break off, of a region that sends in time order and of one that does not: nothing is missing outside the gaps.</summary>
public sealed class BrokenAnswerTests(ITestOutputHelper output) : IDisposable
{
    private const long Start = 1_700_000_000;
    private const int Files = 12;
    private const int PacketsOfAFile = 40;

    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task BreaksOffAnywhere_WhatIsMissingLiesInTheGap_AndRetryBringsIt()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            var breaks = random.Next(1, Files * PacketsOfAFile);
            var isBroken = true;
            var region = new FiledRegion("R", Capture(random, round % 2 == 0 ? 0 : 12)) { BreakAfter = _ => isBroken ? breaks : null };
            await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = Files }, region);
            var id = (await host.SubmitAsync(Query(Start, Start + (Files * 60)), "R")).Id;
            var job = await host.WaitForEndAsync(id, 60);

            var stored = (await host.StoredTimesAsync(_store, id)).ToHashSet();
            var inside = region.All.Where(p => p.Time >= PacketTime.FromSeconds(Start, 0)).Select(p => p.Time).ToArray();
            stored.Count.ShouldBe(region.All.Take(breaks).Count(p => p.Time >= PacketTime.FromSeconds(Start, 0)));
            var gap = job.Regions[0].Gaps.ShouldHaveSingleItem();
            gap.Kind.ShouldBe(GapKind.CutByNetwork);
            inside.Where(t => !stored.Contains(t.Nanoseconds)).ShouldAllBe(t => t >= gap.From && t < gap.To, $"cut after {breaks}");
            gap.From.ShouldBe(Edge(region.All.Take(breaks)));

            isBroken = false;
            await host.Jobs.RetryAsync(id, null, "ann");
            job = await host.WaitForEndAsync(id, 60);
            (await host.StoredTimesAsync(_store, id)).Order().ShouldBe(inside.Select(t => t.Nanoseconds).Order());
            job.Regions[0].Verdict.ShouldBe(Verdict.Complete);
        }
    }

    [Fact]
    public async Task BreaksOffEarlierEachTime_GapBeginsWhereTheFarthestAnswerCameTo()
    {
        var region = new FiledRegion("R", Capture(new Random(6))) { BreakAfter = asked => Math.Max(20, 300 - (asked * 62)) };
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = Files }, region);
        var id = (await host.SubmitAsync(Query(Start, Start + (Files * 60)), "R")).Id;
        var gap = (await host.WaitForEndAsync(id, 60)).Regions[0].Gaps.ShouldHaveSingleItem();
        var farthest = Edge(region.All.Take(300 - 62));
        (gap.Kind, gap.From, gap.To).ShouldBe((GapKind.CutByNetwork, farthest, PacketTime.FromSeconds(Start + (Files * 60), 0)));

        // Asked again, it does not come that far: what came stays.
        await host.Jobs.RetryAsync(id, null, "ann");
        var again = (await host.WaitForEndAsync(id, 60)).Regions[0];
        again.Gaps.ShouldHaveSingleItem().From.ShouldBe(farthest);
        again.Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task EndsAtItsLimitBeforeAnyHeadway_IsToldAndNotAskedForEver()
    {
        var region = new FiledRegion("R", Capture(new Random(8))) { EndAfter = _ => (14, TimeSpan.FromSeconds(1)) };
        var options = new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = 4, AnswerSeconds = 1 };
        await using var host = await EngineHost.StartAsync(_store, options, region);
        var id = (await host.SubmitAsync(Query(Start + 5, Start + 95), "R")).Id;
        var job = await host.WaitForEndAsync(id, 60);
        var gap = job.Regions[0].Gaps.ShouldHaveSingleItem();
        (gap.Kind, gap.From, gap.To).ShouldBe((GapKind.CutByServer, Edge(region.All.Take(14)), PacketTime.FromSeconds(Start + 95, 0)));
        gap.Reason.ShouldBe("R ended its answer after 1 s, its limit, and cannot be asked for less: narrow the query, then submit again.");
        job.State.ShouldBe(JobState.Partial);
        region.Asked.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task RegionDeletesWhatCame_BeforeTheRetryOfTheRest_StaysComplete()
    {
        var region = new FiledRegion("R", Capture(new Random(9))) { BreakAfter = asked => asked is >= 3 and < 7 ? 3 * PacketsOfAFile : null };
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = 3 }, region);
        var id = (await host.SubmitAsync(Query(Start, Start + (Files * 60)), "R")).Id;
        var job = await host.WaitForEndAsync(id, 60);
        var gap = job.Regions[0].Gaps.ShouldHaveSingleItem();
        gap.From!.Value.ShouldBeGreaterThan(PacketTime.FromSeconds(Start + 240, 0));

        region.Deleted = 2;
        await host.Jobs.RetryAsync(id, null, "ann");
        job = await host.WaitForEndAsync(id, 60);
        job.Regions[0].Gaps.ShouldBeEmpty();
        job.Packets.ShouldBe(region.All.Count(p => p.Time >= PacketTime.FromSeconds(Start, 0)));
    }

    [Fact]
    public async Task BreaksOffBehindTheSlice_NothingOfItIsMissing()
    {
        var capture = Capture(new Random(7));
        var region = new FiledRegion("R", capture) { BreakAfter = _ => 10 * PacketsOfAFile };
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = Files }, region);
        var id = (await host.SubmitAsync(Query(Start, Start + (8 * 60)), "R")).Id;
        var job = await host.WaitForEndAsync(id, 60);
        (job.State, job.Regions[0].Verdict, job.Regions[0].Reason).ShouldBe((JobState.Completed, Verdict.Complete, null));
        job.Packets.ShouldBe(region.All.Count(p => p.Time >= PacketTime.FromSeconds(Start, 0) && p.Time < PacketTime.FromSeconds(Start + (8 * 60), 0)));
    }

    private static PacketTime Edge(IEnumerable<ScriptedPacket> came)
    {
        var times = came.Select(p => p.Time).ToArray();
        HeldThread[] threads = [new(0, [.. Enumerable.Range(0, Files).Select(f => new HeldFile(PacketTime.FromSeconds(Start + (f * 60), 0), PacketTime.FromSeconds(Start + (f * 60) + 60, 0)))])];
        var order = new AnswerOrder(isSorted: false);
        order.Heard(threads, times[0], times.Max(), times.SequenceEqual(times.Order()));
        var edge = order.AllBefore(threads, times.Max());
        return edge > PacketTime.FromSeconds(Start, 0) ? edge : PacketTime.FromSeconds(Start, 0);
    }

    private static string Query(long from, long to) => $"after {Moment(from)} and before {Moment(to)}";

    private static string Moment(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    // A file a minute, in order, to 2 s before the next one is begun: from 2 s behind its own start, or from so many seconds before it.
    private static FiledRegion.CaptureFile[] Capture(Random random, double disorder = 12) => [.. Enumerable.Range(0, Files).Select(file =>
    {
        const double Last = 58;
        var first = disorder == 0 ? 2 : -disorder * (1 + random.NextDouble()) / 2;
        var times = Enumerable.Range(2, PacketsOfAFile - 2).Select(_ => first + (random.NextDouble() * (Last - first))).Append(first).Append(Last).Select(t => (long)(t * 1e6)).Order();
        return new FiledRegion.CaptureFile(
            PacketTime.FromSeconds(Start + (file * 60), 0),
            [.. times.Select((t, i) => new ScriptedPacket(new PacketTime(((((Start + (file * 60)) * 1_000_000) + t) * 1000) + i), BitConverter.GetBytes((long)((file * 1000) + i))))]);
    })];
}
