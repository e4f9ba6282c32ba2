using System.Diagnostics;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A cancel lets the region go within a second, whatever the store does, and the job ends as cancelled.</summary>
public sealed class JobCancelTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();
    private readonly ScriptedRegion _region = new("R") { Packets = ScriptedPacket.Series(50), GateAt = 20 };
    private readonly ITestOutputHelper _output;

    public JobCancelTests(ITestOutputHelper output)
    {
        _output = output;
        _region.Close();
    }

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task WhileStreaming_StopsWithinASecondAndKeepsWhatCame()
    {
        await using var host = await EngineHost.StartAsync(_store, _directory, _region);
        var id = await StreamingAsync(host);

        var clock = Stopwatch.StartNew();
        var answer = await host.Jobs.CancelAsync(id, "bob");
        (answer.Outcome, clock.Elapsed < Second).ShouldBe((CommandOutcome.Accepted, true), $"{clock.Elapsed}");
        answer.Job!.State.ShouldBeOneOf(JobState.Stopping, JobState.Cancelled);
        await ShouldBeLetGoAsync(clock);
        await ShouldEndAsync(host, id);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1.5)); // a second, and a tick of the board on a busy machine
        (await host.Jobs.CancelAsync(id, "bob")).Outcome.ShouldBe(CommandOutcome.NotAllowed);
    }

    [Fact]
    public async Task StoreIsHeld_RegionIsLetGoAllTheSame()
    {
        await using var host = await EngineHost.StartAsync(_store, _directory, _region);
        var id = await StreamingAsync(host);
        await CancelWhileHeldAsync(host, id, Hold());
    }

    [Fact]
    public async Task JobWaitsForTheStore_RegionIsLetGoAllTheSame()
    {
        // Its grain is in the middle of writing that the job runs.
        await using var host = await EngineHost.StartAsync(_store, _directory, _region);
        var held = Hold();
        var id = (await host.SubmitAsync("tcp", "R")).Id;
        await RunnerBench.UntilAsync(() => _region.StillOpen == 1, "it is asked");
        await CancelWhileHeldAsync(host, id, held, packets: null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task StoreRefuses_EndsAsCancelledAllTheSame(int refusals)
    {
        await using var host = await EngineHost.StartAsync(_store, _directory, _region);
        var id = await StreamingAsync(host);
        _store.JobRefusals = refusals;
        var clock = Stopwatch.StartNew();
        (await host.Jobs.CancelAsync(id, "bob")).Outcome.ShouldBe(CommandOutcome.Accepted);
        await ShouldBeLetGoAsync(clock);
        await ShouldEndAsync(host, id, inOrder: false);
    }

    [Fact]
    public async Task EndedBefore_SaysSo()
    {
        _region.Release();
        await using var host = await EngineHost.StartAsync(_store, _directory, _region);
        var id = (await host.SubmitAsync("tcp", "R")).Id;
        await host.WaitForEndAsync(id);
        var answer = await host.Jobs.CancelAsync(id, "bob");
        (answer.Outcome, answer.Job!.State, answer.Reason).ShouldBe((CommandOutcome.NotAllowed, JobState.Completed, $"Job {id} has ended already (completed): there is nothing to cancel."));
    }

    private TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.JobsHeld = held.Task;
        return held;
    }

    private async Task<long> StreamingAsync(EngineHost host)
    {
        var id = (await host.SubmitAsync("tcp", "R")).Id;
        await host.WaitAsync(id, j => j.Packets == 20 && j.State == JobState.Running);
        return id;
    }

    private async Task CancelWhileHeldAsync(EngineHost host, long id, TaskCompletionSource held, int? packets = 20)
    {
        var clock = Stopwatch.StartNew();
        var cancelling = host.Jobs.CancelAsync(id, "bob");
        await ShouldBeLetGoAsync(clock);
        (await _store.FindJobAsync(id, default))!.State.ShouldBeOneOf(JobState.Queued, JobState.Running);
        held.SetResult();
        (await cancelling).Outcome.ShouldBe(CommandOutcome.Accepted);
        await ShouldEndAsync(host, id, packets);
    }

    private async Task ShouldBeLetGoAsync(Stopwatch since)
    {
        await RunnerBench.UntilAsync(() => _region.StillOpen == 0, "the region is let go");
        var took = since.Elapsed;
        _output.WriteLine($"let go after {took.TotalMilliseconds:F0} ms");
        took.ShouldBeLessThan(Second);
    }

    private async Task ShouldEndAsync(EngineHost host, long id, int? packets = 20, bool inOrder = true)
    {
        var job = await host.WaitForEndAsync(id);
        var region = job.Regions[0];
        (job.State, region.State, region.Verdict, region.Reason, region.Gaps.Single().Kind).ShouldBe((JobState.Cancelled, FetchState.Cancelled, Verdict.Missing, "Cancelled by bob.", GapKind.Cancelled));
        (job.Packets, job.DeliveredPackets).ShouldBe((packets ?? job.Packets, packets ?? job.Packets));
        (await _store.FindJobAsync(id, default))!.State.ShouldBe(JobState.Cancelled);

        // Told once; where the store takes it, before what came of it.
        var told = (await host.Jobs.EventsAsync(id))!.Select(e => (e.Region, e.Message)).ToList();
        told.Count(e => e == (null, "Cancelled by bob.")).ShouldBe(1);
        if (inOrder)
            told.IndexOf((null, "Cancelled by bob.")).ShouldBeLessThan(told.FindIndex(e => e.Region == "R" && e.Message.StartsWith("Cancelled by bob.", StringComparison.Ordinal)));
    }
}
