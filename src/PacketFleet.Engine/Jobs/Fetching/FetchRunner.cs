using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What every fetch of a node shares.</summary>
internal sealed record FetchServices(
    RegionCatalog Regions,
    ISegmentFactory Segments,
    IJobStore Store,
    EngineOptions Options,
    JobBudgets Budgets,
    TimeProvider Clock,
    ILogger Logger)
{
    /// <summary>The way to Gravwell; null where it is not configured.</summary>
    public GravwellOutlet? Outlet { get; init; }

    /// <summary>Tells when regions lose what is wanted; null = nobody does.</summary>
    public AgeWatch? Ages { get; init; }

    /// <summary>How full the spool is.</summary>
    public SpoolLevel Spool { get; init; } = new(0);
}

/// <summary>
/// Conducts one run of a fetch: waits for a slot, starts the body on its thread, reports at most 4 times a
/// second, writes progress in batches and transitions at once. Free of Orleans.
/// </summary>
internal sealed partial class FetchRunner : IDisposable
{
    /// <summary>Between two reports.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two writes of what has to outlive the machine.</summary>
    private static readonly TimeSpan BetweenSettlings = TimeSpan.FromSeconds(1.5);

    private const int SaveAttempts = 6;

    private readonly FetchServices _services;
    private readonly FetchPlan _plan;
    private readonly RegionLine _line;
    private readonly IFetchListener _listener;
    private readonly FetchCounters _counters = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _woken = new(0);
    private volatile FetchReport _report;
    private volatile FetchEnd _stopKind = FetchEnd.Region;
    private string? _stopReason;

    public FetchRunner(FetchServices services, FetchPlan plan, IAdmission admission, IFetchListener listener)
    {
        _services = services;
        _plan = plan;
        _listener = listener;
        _line = new RegionLine(
            admission,
            new Ticket(plan.Job.Id, plan.Fetch.Epoch),
            plan.Job.Job.RequestedBy,
            () => Loss?.At,
            services.Clock,
            e => LogAdmissionFailed(services.Logger, e, plan.Job.Id, plan.Fetch.Region));
        _counters.Resume(plan.Fetch);
        var row = plan.Fetch;
        _report = new FetchReport(row.Region, row.Epoch, 0, row.Snapshot.State.IsFinal() ? row.Snapshot : Restarted(row));
    }

    /// <summary>The latest state.</summary>
    public FetchReport Report => _report;

    /// <summary>Which attempt this is.</summary>
    public int Attempt => _plan.Fetch.Snapshot.Attempt;

    /// <summary>Its end. Where the report is not final then, the run was left behind or could not write: the fetch has to be run again.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins, unless the row is final already.</summary>
    public void Start()
    {
        if (_report.Snapshot.State.IsFinal())
            return;

        // Nothing of the caller's context may live on in a task that outlives the call.
        using (ExecutionContext.SuppressFlow())
            Completion = Task.Run(RunAsync);
    }

    /// <summary>A slot is free now: ask at once.</summary>
    public void Wake() => _woken.Release();

    /// <summary>Stops for a person.</summary>
    public void Cancel(string by) => Stop(FetchEnd.Cancelled, $"Cancelled by {by}.");

    /// <summary>Stops because the program stops: what is read is committed, the row stays unfinished.</summary>
    public void Shutdown() => Stop(FetchEnd.Shutdown, null);

    public void Dispose()
    {
        _stop.Dispose();
        _woken.Dispose();
    }

    private void Stop(FetchEnd kind, string? reason)
    {
        if (_stopKind != FetchEnd.Region)
            return;
        _stopReason = reason;
        _stopKind = kind;
        _stop.Cancel();
    }

    private FetchSnapshot Restarted(FetchRecord row) => row.Snapshot.State == FetchState.Draining && _services.Options.Log != DeliveryLogKind.Memory ? row.Snapshot : row.Snapshot with
    {
        State = FetchState.Queued,
        Verdict = null,
        Reason = null,
        Gaps = [],
        Assumption = null,
        Progress = null,
        CutPackets = row.Slices is null ? 0 : row.Snapshot.CutPackets,
        Packets = row.CommittedPackets,
        Bytes = row.CommittedBytes,
        FinishedAt = null,
    };

    private async Task RunAsync()
    {
        try
        {
            if (_services.Regions.Find(_plan.Fetch.Region) is not { } region)
            {
                await FinishAsync(Read(null, Unconfigured())).ConfigureAwait(false);
                return;
            }

            await RunAsync(region).ConfigureAwait(false);
        }
        catch (FencedException)
        {
            LogLeft(_services.Logger, _plan.Job.Id, _plan.Fetch.Region);
        }
        catch (Exception e) when (e is IOException or StoreException)
        {
            // The row stays unfinished: another run goes on from what is committed.
            LogNotWritten(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
        }
        catch (Exception e)
        {
            // A bug must not leave a fetch that runs for ever.
            LogBroke(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
            var reason = $"{_plan.Fetch.Region} could not be fetched because of a fault in this program ({e.GetType().Name}): its log has the details; Retry starts it again.";
            var read = Read(null, new FetchEnding(FetchEnd.Archive, RegionOutcome.Complete, reason));
            await FinishAsync(_log is { Drained.IsCompleted: false } ? With(read, WindowOf(read), GapKind.Failed, reason) : read).ConfigureAwait(false);
        }
        finally
        {
            _log?.Dispose();
        }
    }

    private async Task RunAsync(IRegion region)
    {
        _region = region;
        try
        {
            var opened = await LogOpener.OpenAsync(_plan, region, _services, _counters).ConfigureAwait(false);
            _log = opened.Log;
            if (opened.Anew is { } why)
                await BeginAnewAsync(why).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await FinishAsync(Read(region, new FetchEnding(FetchEnd.Archive, RegionOutcome.Complete,
                $"The packets of {region.Name} cannot be stored ({e.Message.TrimEnd('.')}): mend that, then Retry."))).ConfigureAwait(false);
            return;
        }

        _budgets = new FetchBudgets(_services.Budgets.For(_plan.Job), _plan.Job.Job.Limits, region.Limits, _log.Row);
        _slices = new FetchSlices(_plan, _log.Row, region, _services.Options, _services.Clock);
        var ending = await AskAsync(region).ConfigureAwait(false);
        if (ending.End is FetchEnd.Fenced or FetchEnd.Shutdown)
        {
            await LeaveAsync(ending.End).ConfigureAwait(false);
            return;
        }

        var read = Read(region, ending);
        _slicesAtEnd = SlicesAtEnd(ending.End, read.Gaps);
        if (await DrainAsync(read, ending.End).ConfigureAwait(false) is { } drained)
            await FinishAsync(drained).ConfigureAwait(false);
    }

    /// <summary>Asks the region until its answer has ended, with pauses where a sink takes nothing.</summary>
    private async Task<FetchEnding> AskAsync(IRegion region)
    {
        if (_report.Snapshot.State == FetchState.Draining)
            return new FetchEnding(FetchEnd.Read, RegionOutcome.Complete, _plan.Fetch.Snapshot.Reason);
        while (true)
        {
            if (await WaitForSlotAsync().ConfigureAwait(false) is not { } slot)
                return Stopped();
            var ending = await StreamInAsync(slot, region).ConfigureAwait(false);
            if (ending.End == FetchEnd.SlotLost)
            {
                if (!await TellLostSlotAsync(region).ConfigureAwait(false))
                    return ending with { End = FetchEnd.Fenced };
                continue;
            }

            if (ending.End is not (FetchEnd.Full or FetchEnd.Recent))
                return ending;
            if (!await (ending.Wait is { } wait ? WaitForRecentAsync(wait) : WaitForRoomAsync(region)).ConfigureAwait(false))
                return Stopped();
        }
    }

    /// <summary>The log is another than the row tells of.</summary>
    private async Task BeginAnewAsync(string why)
    {
        _report = _report with { Snapshot = Restarted(_log!.Row with { Snapshot = _plan.Fetch.Snapshot with { State = FetchState.Queued } }) };
        await HappenedAsync(EventLevel.Warning, why).ConfigureAwait(false);
    }

    private FetchEnding Unconfigured() => new(FetchEnd.Region, new RegionOutcome(RegionEnd.Unusable, null, false),
        $"{_plan.Fetch.Region} is not in the settings any more: add it again, then Retry.");

    private FetchEnding Stopped() => new(_stopKind, RegionOutcome.Complete, _stopReason);

    private FetchEnding Stopped(SlotLease slot) => _stopKind == FetchEnd.Region && slot.IsLost ? new(FetchEnd.SlotLost, RegionOutcome.Complete, null) : Stopped();

    private async Task ReportAsync(FetchSnapshot snapshot)
    {
        _report = _report with { Sequence = _report.Sequence + 1, Snapshot = snapshot };
        try
        {
            await _listener.ChangedAsync(_report).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The job asks for the report with its next ping.
            LogReportFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
        }
    }

    /// <summary>Writes a transition. False when fenced. A store that refuses is asked again a few times.</summary>
    private async Task<bool> SaveAsync(FetchSnapshot snapshot)
    {
        var row = (_log?.Row ?? _plan.Fetch) with { Snapshot = snapshot };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return _slicesAtEnd is not null && _log!.IsSettled
                    ? await _services.Store.CommitSegmentAsync(null, row with { Slices = _slicesAtEnd }, CancellationToken.None).ConfigureAwait(false)
                    : await _services.Store.SaveFetchAsync(row, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException && attempt < SaveAttempts)
            {
                LogSaveFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(200 << attempt), _services.Clock).ConfigureAwait(false);
            }
        }
    }
}
