using System.Collections.Concurrent;
using System.Diagnostics;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Many regions and many jobs at once: all finish, who is admitted asks at once, memory is flat, nobody starves. Alone: it measures.</summary>
[CollectionDefinition(nameof(ManyRegionsTests), DisableParallelization = true)]
[Collection(nameof(ManyRegionsTests))]
public sealed class ManyRegionsTests(ITestOutputHelper output) : IDisposable
{
    private const int Regions = 100;
    private const int JobsEach = 20;
    private const int Slots = 2;
    private const double MiB = 1 << 20;

    /// <summary>Bytes of a fetch that is under way: the buffers of its segment, half a MiB each, and as much again of those before that are not collected yet.</summary>
    private const long MostOfFetch = 4 << 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MemoryJobStore _store = new();
    private readonly SlotWatch _slots = new();
    private readonly ConcurrentDictionary<(string Region, string Query), TimeSpan> _askedAt = [];
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task HundredRegionsTwentyJobs_TimeAfterTime()
    {
        var regions = Enumerable.Range(0, Regions).Select(NewRegion).ToArray();
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory }, _slots, [.. regions]);
        var before = await HeapAsync();
        var first = await RunAsync(host, regions, 1);
        var once = await HeapAsync();
        var second = await RunAsync(host, regions, 2);
        var twice = await HeapAsync();
        output.WriteLine($"heap {before / MiB:F1} MiB before, {once / MiB:F1} after one round, {second.Highest / MiB:F1} at most in the second, {twice / MiB:F1} after it");

        // The store of this test and the board keep two thousand fetches more, at some kilobytes each; nothing else stays.
        (twice - once).ShouldBeLessThan(Regions * JobsEach * 4L << 10);
        (second.Highest - once).ShouldBeLessThan(Regions * Slots * MostOfFetch);

        // Two hundred fetches begin together here: a second of a machine that does nothing else, in one of the rounds, for all but the last few.
        (first.IsInTime || second.IsInTime || (await RunAsync(host, regions, 3)).IsInTime).ShouldBeTrue();
    }

    private ScriptedRegion NewRegion(int number)
    {
        var name = $"Region {number}";
        return new ScriptedRegion(name)
        {
            Packets = ScriptedPacket.Series(20),
            Kind = RegionKind.Stenographer,
            MaxConcurrentFetches = Slots,
            GateAt = 0,
            Opening = request => _askedAt.TryAdd((name, request.Query.Text), _slots.Now).ShouldBeTrue(),
        };
    }

    /// <summary>Runs all jobs at once.</summary>
    private async Task<Round> RunAsync(EngineHost host, ScriptedRegion[] regions, int round)
    {
        foreach (var region in regions)
            region.Close();

        // All regions of the first job are asked together.
        var jobs = new List<(long Id, string User, string Query)>();
        var (clock, share) = (Stopwatch.StartNew(), new MachineShare());
        await SubmitAsync("ann");
        while (regions.Any(r => r.Asked == ((round - 1) * JobsEach)) && clock.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);
        output.WriteLine($"{Regions} regions asked after {clock.Elapsed.TotalSeconds:F2} s");

        // Ann has seventeen, bob comes behind her, cid last with one.
        while (jobs.Count < JobsEach - 3)
            await SubmitAsync("ann");
        await SubmitAsync("bob");
        await SubmitAsync("bob");
        await SubmitAsync("cid");
        foreach (var (id, _, _) in jobs.Where(j => j.User != "ann"))
            await host.WaitAsync(id, j => j.Regions.All(r => r.Reason?.Contains("in line", StringComparison.Ordinal) == true), 60);
        using var ended = new CancellationTokenSource();
        var highest = Task.Factory.StartNew(() => Highest(ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        clock.Restart();
        foreach (var region in regions)
            region.Release();
        foreach (var (id, _, _) in jobs)
            (await host.WaitForEndAsync(id, 240)).State.ShouldBe(JobState.Completed);
        output.WriteLine($"{Regions} regions × {JobsEach} jobs in {clock.Elapsed.TotalSeconds:F1} s");
        await ended.CancelAsync();
        var left = share.Left;

        regions.ShouldAllBe(r => r.Asked == round * JobsEach && r.MostOpen <= Slots);
        var waits = regions.SelectMany(r => jobs.Select(j => _askedAt[(r.Name, j.Query)] - _slots.GivenAt(r.Name, j.Id))).Order().ToArray();
        output.WriteLine($"asked after admission: median {waits[waits.Length / 2].TotalMilliseconds:F0} ms, 99 of 100 {waits[waits.Length * 99 / 100].TotalMilliseconds:F0} ms, all {waits[^1].TotalMilliseconds:F0} ms; others left {left:P0} of the machine");
        foreach (var region in regions)
            ShouldStarveNobody([.. _slots.OrderOf(region.Name).Skip((round - 1) * JobsEach).Select(g => jobs.Single(j => j.Id == g).User)]);
        return new(await highest, waits[waits.Length * 99 / 100], waits[^1], left);

        async Task SubmitAsync(string user)
        {
            var query = $"port {(1000 * round) + jobs.Count}";
            var result = await host.Jobs.SubmitAsync(new JobRequest { Query = query, Regions = [.. regions.Select(r => r.Name)] }, user);
            jobs.Add((result.Job!.Id, user, query));
        }
    }

    // Ann had the slots before the others came; these are next, however many jobs she has.
    private static void ShouldStarveNobody(List<string> served)
    {
        served.Count.ShouldBe(JobsEach);
        served.Take(Slots).ShouldAllBe(u => u == "ann");
        served.Skip(Slots).Take(2).ShouldBe(["bob", "cid"], ignoreOrder: true, string.Join(' ', served));
    }

    // As collections leave it: what waits to be collected is as much as there is room for.
    private static long Highest(CancellationToken ended)
    {
        var highest = 0L;
        while (!ended.WaitHandle.WaitOne(5))
            highest = Math.Max(highest, GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes);
        return highest;
    }

    // Grains that are done leave within moments.
    private static async Task<long> HeapAsync()
    {
        var least = long.MaxValue;
        for (var look = 0; look < 10; look++)
        {
            await Task.Delay(100);
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }

        return least;
    }

    /// <summary>What a round measured.</summary>
    /// <param name="Highest">The most bytes in use after a collection.</param>
    /// <param name="Late">From admission to the question, 99 of 100 at most.</param>
    /// <param name="Latest">The same, all.</param>
    /// <param name="Left">How much of the machine others had left.</param>
    private sealed record Round(long Highest, TimeSpan Late, TimeSpan Latest, double Left)
    {
        public bool IsInTime => Late * Left <= Second && Latest * Left <= 3 * Second;
    }
}
