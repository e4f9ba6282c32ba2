using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Limits of a job and of a region end a fetch at exactly the packet, and the gap says which one and from when on.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task Region_LimitOfPackets_EndsThereAndOthersGoOn()
    {
        var small = new ScriptedRegion("Small") { Packets = ScriptedPacket.Series(50), Limits = new JobLimits(7, null, null) };
        var large = new ScriptedRegion("Large") { Packets = ScriptedPacket.Series(50) };
        await using var host = await EngineHost.StartAsync(_store, _directory, small, large);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "Small", "Large")).Id);
        job.State.ShouldBe(JobState.Partial);
        job.Regions.Select(r => r.Packets).ShouldBe([7, 50]);
        var gap = job.Regions[0].Gaps.ShouldHaveSingleItem();
        gap.ShouldBe(new Gap(GapKind.LimitReached, small.Packets[7].Time, null,
            "Small gives a job no more than 7 packets (its settings `MaxPackets`, `MaxBytes`); what it has beyond that was not fetched: narrow the query."));
    }

    [Fact]
    public async Task Region_LimitOfBytes_IsKeptToThePacket()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(50), Limits = new JobLimits(null, 400, null) };
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        var fits = region.Packets.TakeWhile((_, i) => region.Packets.Take(i + 1).Sum(p => p.Data.Length) <= 400).Count();
        (job.Packets, job.Regions[0].Gaps.Single().Kind).ShouldBe((fits, GapKind.LimitReached));
    }

    [Fact]
    public async Task Region_LimitOfSeconds_EndsIt()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(50), GateAt = 20, Limits = new JobLimits(null, null, 1) };
        region.Close();
        await using var host = await EngineHost.StartAsync(_store, _directory, region);
        var job = await host.WaitForEndAsync((await host.SubmitAsync("tcp", "R")).Id);
        (job.Packets, job.Regions[0].Gaps.Single().Kind, job.Regions[0].State).ShouldBe((20, GapKind.LimitReached, FetchState.Done));
        job.Regions[0].Reason!.ShouldContain("`MaxSeconds`");
    }

    [Fact]
    public async Task Disk_NearlyFull_FetchPausesAndSaysSo()
    {
        var region = new ScriptedRegion("R") { Packets = ScriptedPacket.Series(50) };
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, MinFreeBytes = long.MaxValue }, region);
        var job = await host.SubmitAsync("tcp", "R");
        var waiting = await host.WaitAsync(job.Id, j => j.Regions[0].Reason is not null);
        (waiting.Regions[0].Reason, waiting.Packets).ShouldBe(("R waits: the disk is nearly full.", 0));
        await host.Jobs.CancelAsync(job.Id, "ann");
        (await host.WaitForEndAsync(job.Id)).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task Job_LimitOverSeveralRegions_IsSharedToThePacket()
    {
        var regions = Enumerable.Range(0, 4).Select(i => new ScriptedRegion($"R{i}") { Packets = ScriptedPacket.Series(100) }).ToArray();
        await using var host = await EngineHost.StartAsync(_store, _directory, [.. regions]);
        var result = await host.Jobs.SubmitAsync(new JobRequest { Query = "tcp", Regions = [.. regions.Select(r => r.Name)], Limits = new JobLimits(123, null, null) }, "ann");
        var job = await host.WaitForEndAsync(result.Job!.Id);
        (job.Packets, job.DeliveredPackets).ShouldBe((123, 123));
        (await host.StoredTimesAsync(_store, job.Id)).Count.ShouldBe(123);
    }
}
