using Microsoft.Extensions.Logging;
using Orleans.Placement;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>
/// Keeps a fetch's background task. The task never calls this grain: if it is fenced, the reference would already lead to the
/// activation that has taken over.
/// </summary>
[KeepAlive, Immovable, ActivationCountBasedPlacement]
internal sealed class FetchGrain(FetchServices services) : Grain, IFetchGrain
{
    private FetchRunner? _runner;

    public async Task<FetchReport> EnsureAsync(FetchOrder order)
    {
        if (_runner is null || (_runner.Completion.IsCompleted && (!_runner.Report.Snapshot.State.IsFinal() || _runner.Attempt < order.Attempt)))
        {
            // Nobody ran it yet, someone wants another attempt, or the run ended without an end (fenced, or its store refused): anew.
            _runner?.Dispose();
            _runner = null;
            _runner = await CreateAsync();
            _runner.Start();
            LeaveAtEndAsync(_runner).Ignore();
        }

        if (order.CancelledBy is { } by)
            _runner.Cancel(by);
        return _runner.Report;
    }

    public Task AdmittedAsync(int epoch)
    {
        if (_runner?.Report.Epoch == epoch)
            _runner.Wake();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_runner is null)
            return;

        // What is read is committed; the job goes on from there, elsewhere or after the next start.
        _runner.Shutdown();
        try
        {
            await _runner.Completion.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            services.Logger.LogWarning("Job {Job}: the fetch of {Region} did not end in time; what it had not committed is fetched again", this.GetPrimaryKeyLong(out var region), region);
        }
    }

    /// <summary>Nobody asks for a fetch whose end has been told: it must not stay for that. Who asks all the same is told from the row.</summary>
    private async Task LeaveAtEndAsync(FetchRunner runner)
    {
        await runner.Completion.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (runner == _runner && runner.Report.Snapshot.State.IsFinal())
            DeactivateOnIdle();
    }

    private async Task<FetchRunner> CreateAsync()
    {
        var job = this.GetPrimaryKeyLong(out var region);
        var row = await services.Store.TakeFetchAsync(job, region!, CancellationToken.None);
        var record = await services.Store.FindJobAsync(job, CancellationToken.None)
            ?? throw new InvalidOperationException($"Job {job} has no row.");
        if (!QueryParser.TryParse(record.Job.Pinned, out var query, out var error, QueryLimits.Stored))
            throw new InvalidOperationException($"The pinned query of job {job} cannot be read: {error.Message}");
        return new FetchRunner(
            services,
            new FetchPlan(record, row, query.Pin(record.Job.PinnedAt)),
            new RegionAdmission(GrainFactory.GetGrain<IRegionGrain>(region!)),
            new JobListener(GrainFactory.GetGrain<IJobGrain>(job)));
    }

    private sealed class RegionAdmission(IRegionGrain grain) : IAdmission
    {
        public Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline) => grain.AskAsync(ticket, user, deadline);

        public Task<bool> RenewAsync(Ticket ticket) => grain.RenewAsync(ticket);

        public Task ReleaseAsync(Ticket ticket, TimeSpan cooldown) => grain.ReleaseAsync(ticket, cooldown);
    }

    private sealed class JobListener(IJobGrain grain) : IFetchListener
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

        public Task ChangedAsync(FetchReport report) => grain.FetchChangedAsync(report).WaitAsync(Patience);
    }
}
