using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

internal sealed partial class FetchRunner
{
    private IRegion? _region;
    private PacketTime? _oldest;
    private IDeliveryLog? _log;
    private FetchSlices? _slices;
    private FetchBudgets? _budgets;

    /// <summary>All slices as text, when nothing more is asked; null before, and where the log may hold less than they say.</summary>
    private string? _slicesAtEnd;

    private async Task<FetchEnding> StreamAsync(IRegion region, SlotLease slot)
    {
        var now = _services.Clock.GetUtcNow();
        _oldest = region.Health.OldestPacket;
        var start = _report.Snapshot with { State = FetchState.Connecting, Reason = null, StartedAt = _report.Snapshot.StartedAt ?? now };
        if (!await SaveAsync(start).ConfigureAwait(false))
            return new FetchEnding(FetchEnd.Fenced, RegionOutcome.Complete, null);
        await ReportAsync(start).ConfigureAwait(false);
        LogAsking(_services.Logger, _plan.Job.Id, region.Name);

        var body = StartBody(region, slot);
        var settled = _services.Clock.GetTimestamp();
        while (await Task.WhenAny(body, Task.Delay(Tick, _services.Clock)).ConfigureAwait(false) != body)
        {
            var snapshot = Running(start);
            if (snapshot != _report.Snapshot)
                await ReportAsync(snapshot).ConfigureAwait(false);
            EnforceTimeLimit();
            if (_services.Clock.GetElapsedTime(settled) < BetweenSettlings)
                continue;
            settled = _services.Clock.GetTimestamp();
            await SettleAsync().ConfigureAwait(false);
        }

        return await body.ConfigureAwait(false);
    }

    private Task<FetchEnding> StartBody(IRegion region, SlotLease slot)
    {
        var fetch = new Fetch(_plan, region, _counters, _budgets!, _log!, _slices!, _services, () => Stopped(slot));
        var done = new TaskCompletionSource<FetchEnding>(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = slot.Held;
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(fetch.Run(token));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = $"fetch {_plan.Job.Id} {region.Name}",
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Ends the fetch where its seconds are over, whatever it is doing: it has begun, and waits for nothing of a person.</summary>
    private void EnforceTimeLimit()
    {
        if (_services.Clock.GetUtcNow() - _report.Snapshot.StartedAt is not { } spent || _region is not { } region)
            return;
        var isRead = _report.Snapshot.State == FetchState.Draining;
        if (_plan.Job.Job.Limits.Seconds is { } seconds && spent >= TimeSpan.FromSeconds(seconds))
            Stop(FetchEnd.Limit, $"The job reached its limit of {seconds:N0} seconds{(isRead ? "." : $"; what {region.Name} has beyond it was not fetched: submit again with a higher limit.")}");
        else if (region.Limits.Seconds is { } most && spent >= TimeSpan.FromSeconds(most))
            Stop(FetchEnd.Limit, $"{region.Name} gives a job no more than {most:N0} seconds (its setting `MaxSeconds`){(isRead ? "." : "; what it has beyond that was not fetched: narrow the query.")}");
    }

    private double? Progress() => FetchSnapshots.Progress(_plan.Window, _oldest, _plan.Job.Job.PinnedAt, Later(_counters.Reached, _slices?.CoveredTo));

    private static PacketTime? Later(PacketTime? one, PacketTime? other) => one > other || other is null ? one : other;

    private FetchSnapshot Running(FetchSnapshot start)
    {
        var state = _counters.Streaming ? FetchState.Streaming : FetchState.Connecting;
        var running = InFlight(start, state);
        return _log!.IsBlocked ? running with { Reason = WaitsForGravwell() } : running;
    }

    private FetchSnapshot InFlight(FetchSnapshot start, FetchState state) =>
        FetchSnapshots.Running(start, _counters, state, Progress(), _log!.Sinks) with { Gaps = _slices?.Lost ?? [] };

    private string WaitsForGravwell() => _log!.Trouble is { } trouble ? $"{_plan.Fetch.Region} waits: {trouble}." : $"{_plan.Fetch.Region} waits for Gravwell: {_services.Outlet?.Trouble ?? "it takes packets slower than they come"}.";

    /// <summary>All is read, or will not be.</summary>
    private FetchSnapshot Read(IRegion? region, FetchEnding ending)
    {
        if (ending.End == FetchEnd.Read)
            return _report.Snapshot.Delivered(_log!.Sinks);
        _oldest ??= region?.Health.OldestPacket;
        var reason = ending.Reason ?? "It ended early.";
        var coverage = _slices?.Judge(ending.Missing, reason);
        var gaps = coverage?.Gaps ?? [new Gap(ending.Missing, _plan.Window.After, _plan.Window.Before, reason)];
        var running = _log is null ? _report.Snapshot : InFlight(_report.Snapshot, FetchState.Draining);
        return FetchSnapshots.Read(running, _counters, gaps, coverage?.Assumption, Progress(), ending.Reason);
    }

    /// <summary>How the slices stand at the end. What was not on the region's disk yet is to be asked again when the fetch is.</summary>
    private string? SlicesAtEnd(FetchEnd end, IReadOnlyList<Gap> gaps)
    {
        if (end is not (FetchEnd.Region or FetchEnd.Cancelled or FetchEnd.Limit) || _slices?.Text is null)
            return null;
        if (gaps.FirstOrDefault(g => g.Kind == GapKind.TooRecent || (g.Kind == GapKind.NoCapture && !(g.To < _plan.Window.Before))) is { } late)
            _slices.Change(q => q.ReopenFrom(late.From));
        return _slices.Text;
    }

    private async Task FinishAsync(FetchSnapshot read)
    {
        var final = FetchSnapshots.Final(read, _services.Clock.GetUtcNow());
        if (!await SaveAsync(final).ConfigureAwait(false))
            return;

        _log?.Ended();
        LogEnded(_services.Logger, _plan.Job.Id, _plan.Fetch.Region, final.State, final.Verdict, final.Packets, final.Bytes, final.CutPackets, final.Reason ?? "");
        await ReportAsync(final).ConfigureAwait(false);
    }
}
