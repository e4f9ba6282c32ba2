using System.Diagnostics;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Many regions and many jobs at once: all finish, none waits for another's turn, nobody starves.</summary>
public sealed class ManyRegionsTests(ITestOutputHelper output) : IDisposable
{
    private const int Regions = 100;
    private const int JobsEach = 20;

    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task HundredRegionsTwentyJobs_AllFinishAndTheLateUserIsNotStarved()
    {
        var regions = Enumerable.Range(0, Regions).Select(i => new ScriptedRegion($"Region {i}") { Packets = ScriptedPacket.Series(20), Kind = RegionKind.Stenographer, GateAt = 0 }).ToArray();
        var names = regions.Select(r => r.Name).ToArray();
        foreach (var region in regions)
            region.Close();
        await using var host = await EngineHost.StartAsync(_store, _directory, [.. regions]);

        // All regions of the first job are asked together.
        var clock = Stopwatch.StartNew();
        List<long> jobs = [(await host.SubmitAsync("tcp", names)).Id];
        while (regions.Any(r => r.Asked == 0) && clock.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);
        output.WriteLine($"{Regions} regions asked after {clock.Elapsed.TotalSeconds:F2} s");
        regions.ShouldAllBe(r => r.Asked == 1);

        // Ann has nineteen, bob comes last with one.
        while (jobs.Count < JobsEach - 1)
            jobs.Add((await host.SubmitAsync("tcp", names)).Id);
        var late = (await host.Jobs.SubmitAsync(new JobRequest { Query = "tcp", Regions = names }, "bob")).Job!.Id;
        await host.WaitAsync(late, j => j.Regions.All(r => r.Reason?.Contains("in line", StringComparison.Ordinal) == true), 60);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        clock.Restart();
        foreach (var region in regions)
            region.Release();
        foreach (var id in jobs.Append(late))
            (await host.WaitForEndAsync(id, 240)).State.ShouldBe(JobState.Completed);
        output.WriteLine($"{Regions} regions × {JobsEach} jobs in {clock.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(true) - before:N0} bytes more in use");

        regions.ShouldAllBe(r => r.Asked == JobsEach && r.MostOpen <= 2);
        var finished = (await host.Jobs.ListAsync(JobPhase.Finished, 100, null)).OrderBy(j => j.FinishedAt).Select(j => j.Id).ToList();
        finished.IndexOf(late).ShouldBeLessThan(JobsEach / 2);
    }
}
