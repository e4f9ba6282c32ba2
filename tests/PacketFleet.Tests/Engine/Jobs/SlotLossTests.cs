using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A fetch that loses its slot lets the region go, and goes on once it has one again: every packet comes once.</summary>
public sealed class SlotLossTests : IDisposable
{
    private static readonly Ticket Other = new(99, 1);

    private readonly ScriptedRegion _region = new("Region 1") { Packets = ScriptedPacket.Series(5000), Kind = RegionKind.Stenographer };
    private readonly QueueAdmission _admission = new(1);
    private readonly RunnerBench _bench;
    private readonly ITestOutputHelper _output;

    public SlotLossTests(ITestOutputHelper output)
    {
        _output = output;
        _bench = new RunnerBench(_region);
    }

    public void Dispose()
    {
        _region.Release();
        _bench.Dispose();
    }

    [Fact]
    public async Task SlotIsAnothers_RegionIsLetGoAtOnceAndGoneOnWithLater()
    {
        StopBefore(0);
        var job = await _bench.SubmitAsync();
        var runner = await _bench.StartAsync(job, _admission);
        foreach (var at in new[] { 0, 3000, 4999 })
        {
            await StreamingAsync(runner, at);
            _admission.GiveTo(Other).ShouldBe(0);
            var took = await RunnerBench.UntilAsync(() => _region.StillOpen == 0, "the region is let go");
            await RunnerBench.UntilAsync(() => runner.Report.Snapshot.State == FetchState.Queued && runner.Report.Snapshot.Reason!.Contains("first in line", StringComparison.Ordinal), "it stands in line");
            _output.WriteLine($"let go after {took.TotalSeconds:F2} s, at packet {at}");
            (runner.Report.Snapshot.Packets, runner.Report.Snapshot.Gaps.Count).ShouldBe((at, 0));
            (await CommittedAsync(job)).ShouldBe(at);

            StopBefore(at == 0 ? 3000 : at == 3000 ? 4999 : -1);
            var (asked, ofLine) = (_region.Asked, _admission.Asked);
            runner.Wake();
            await RunnerBench.UntilAsync(() => _admission.Asked > ofLine + 1, "it asks the line again");
            _region.Asked.ShouldBe(asked);
            _admission.TakeFrom(Other);
            runner.Wake();
        }

        await ShouldHaveAllAsync(runner, job);
        (_region.Asked, _region.MostOpen).ShouldBe((4, 1));
    }

    [Fact]
    public async Task LeaseRanOutAndTheSlotIsFree_IsTakenBackAndStreamsOn()
    {
        StopBefore(3000);
        var job = await _bench.SubmitAsync();
        var runner = await _bench.StartAsync(job, _admission);
        await StreamingAsync(runner, 3000);
        _admission.Lapse();
        await RunnerBench.UntilAsync(() => _admission.Renewals.Any(r => !r.Held) && _admission.Renewals[^1].Held, "it is renewed again");
        _admission.Asked.ShouldBe(2);
        _region.Release();
        await ShouldHaveAllAsync(runner, job);
        _region.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task LineCannotBeReached_RegionIsLetGoBeforeAnotherMayAskIt()
    {
        StopBefore(3000);
        var cut = new CutAdmission(_admission);
        var (job, next) = (await _bench.SubmitAsync(), await _bench.SubmitAsync("bob"));
        var runner = await _bench.StartAsync(job, cut);
        await StreamingAsync(runner, 3000);
        var other = await _bench.StartAsync(next, _admission);
        cut.IsCut = true;
        var took = await RunnerBench.UntilAsync(() => _region.Asked == 2, "the other one has the slot");
        _output.WriteLine($"the other one asks after {took.TotalSeconds:F2} s");
        cut.IsCut = false;
        _region.Release();
        await ShouldHaveAllAsync(other, next);
        await ShouldHaveAllAsync(runner, job);
        (_region.Asked, _region.MostOpen).ShouldBe((3, 1));
    }

    [Fact]
    public async Task NewerRunHasTheSlot_OlderOneLetsGoForGood()
    {
        StopBefore(3000);
        var job = await _bench.SubmitAsync();
        var older = await _bench.StartAsync(job, _admission);
        await StreamingAsync(older, 3000);
        var newer = await _bench.StartAsync(job, _admission);
        await older.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        older.Report.Snapshot.State.IsFinal().ShouldBeFalse();
        await RunnerBench.UntilAsync(() => _region.StillOpen == 1, "only the newer one asks");
        _region.Release();
        await ShouldHaveAllAsync(newer, job);
        _region.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task StoreIsHeldForLong_SlotIsKeptAllTheWhile()
    {
        var hold = TimeSpan.FromSeconds(8);
        StopBefore(3000);
        var job = await _bench.SubmitAsync();
        _bench.Store.Held = Task.Delay(hold);
        var runner = await _bench.StartAsync(job, _admission);
        await RunnerBench.UntilAsync(() => _admission.Asked == 1, "it has the slot");
        await NobodyElseUntilAsync(() => _region.StillOpen == 1);

        _bench.Store.Held = Task.Delay(hold);
        _region.Release();
        await NobodyElseUntilAsync(() => true);
        await ShouldHaveAllAsync(runner, job);
        _region.Asked.ShouldBe(1);
        var renewals = _admission.Renewals;
        _output.WriteLine($"renewed after {string.Join(", ", renewals.Select(r => $"{r.At.TotalSeconds:F1}"))} s");
        renewals.ShouldAllBe(r => r.Held);
        renewals.Zip(renewals.Skip(1), (one, next) => next.At - one.At).Max().ShouldBeLessThan(SlotLease.Length);
    }

    private async Task NobodyElseUntilAsync(Func<bool> isSo)
    {
        await RunnerBench.UntilAsync(
            () =>
            {
                var place = _admission.GiveNow(Other);
                if (_bench.Store.Held.IsCompleted)
                    return isSo();
                place.ShouldBe(1);
                return false;
            },
            "the store is free again");
        _admission.TakeFrom(Other);
    }

    private void StopBefore(int packet)
    {
        _region.GateAt = packet;
        _region.Close();
    }

    private async Task StreamingAsync(FetchRunner runner, int packets) =>
        await RunnerBench.UntilAsync(() => _region.StillOpen == 1 && runner.Report.Snapshot.Packets == packets, $"it has {packets} packets");

    private async Task<long> CommittedAsync(long job) => (await _bench.Store.FindJobAsync(job, default))!.Fetches[0].CommittedPackets;

    private async Task ShouldHaveAllAsync(FetchRunner runner, long job)
    {
        await runner.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        var fetch = runner.Report.Snapshot;
        (fetch.State, fetch.Verdict, fetch.Packets, fetch.Attempt, fetch.Gaps.Count).ShouldBe((FetchState.Done, Verdict.Complete, 5000, 1, 0));
        (await _bench.StoredTimesAsync(job)).ShouldBe(_region.Packets.Select(p => p.Time.Nanoseconds));
        (await CommittedAsync(job)).ShouldBe(5000);
    }
}
