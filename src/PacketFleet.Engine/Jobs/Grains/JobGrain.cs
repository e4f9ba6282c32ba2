using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs.Fetching;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>
/// The state machine of one job. It pings its fetches, hears their reports, writes the job's transitions at once, and tells the
/// nodes that watch at most 4 times a second. Its snapshots' version is its activation epoch &lt;&lt; 32 | counter: always rising.
/// </summary>
internal sealed partial class JobGrain(
    IJobStore store,
    JobBudgets budgets,
    [FromKeyedServices(EngineClock.Key)] TimeProvider clock,
    ILogger<JobGrain> logger) : Grain, IJobGrain
{
    private static readonly TimeSpan PingFetches = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Tell = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ObserverLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<IJobObserver, DateTimeOffset> _observers = [];
    private JobRecord? _job;
    private FetchReport[] _fetches = [];
    private JobSnapshot? _snapshot;
    private uint _counter;
    private string? _cancelledBy;
    private bool _dirty;
    private IGrainTimer? _pinging;
    private IGrainTimer? _telling;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = this.GetPrimaryKeyLong();
        if (await store.FindJobAsync(id, cancellationToken) is null)
            return;
        var epoch = await store.NextJobEpochAsync(id, cancellationToken);
        _job = (await store.FindJobAsync(id, cancellationToken))! with { Epoch = epoch };
        _cancelledBy = _job.State == JobState.Stopping ? "the person who cancelled it" : null;
        Load();
        if (!_job.State.IsFinal())
            await RunAsync();
    }

    public Task<JobSnapshot?> PingAsync(IJobObserver? observer)
    {
        if (_job is null)
            DeactivateOnIdle();
        else if (observer is not null)
            _observers[observer] = clock.GetUtcNow() + ObserverLife;
        return Task.FromResult(_snapshot);
    }

    public async Task<CommandResult> RetryAsync(IReadOnlyList<string>? regions, string by)
    {
        if (_job is null)
            return Unknown();
        if (!_job.State.IsFinal())
            return new CommandResult(CommandOutcome.NotAllowed, _snapshot, $"Job {_job.Id} has not ended yet ({Word(_job.State)}): wait for its end, or cancel it first.");

        var known = _fetches.Select(f => f.Region).ToHashSet(StringComparer.Ordinal);
        if (regions?.FirstOrDefault(r => r is null || !known.Contains(r)) is { } stranger)
            return new CommandResult(CommandOutcome.Invalid, _snapshot, $"Job {_job.Id} has no region named \"{stranger}\": choose from {string.Join(", ", known.Select(n => $"\"{n}\""))}.");
        var chosen = regions is { Count: > 0 }
            ? regions.Distinct(StringComparer.Ordinal).ToArray()
            : [.. _fetches.Where(f => f.Snapshot.Verdict != Verdict.Complete).Select(f => f.Region)];
        if (chosen.Length == 0)
            return new CommandResult(CommandOutcome.NotAllowed, _snapshot, $"Job {_job.Id} is complete: there is nothing to fetch again.");

        _job = await store.RetryJobAsync(_job.Id, chosen, CancellationToken.None);
        _cancelledBy = null;
        _counter = 0;
        Load();
        await HappenedAsync(null, EventLevel.Information, $"Retried by {by}: {string.Join(", ", chosen)}.");
        Changed();
        await RunAsync();
        return new CommandResult(CommandOutcome.Accepted, _snapshot, null);
    }

    public async Task FetchChangedAsync(FetchReport report)
    {
        if (_job is null || _job.State.IsFinal())
            return;
        var at = Array.FindIndex(_fetches, f => string.Equals(f.Region, report.Region, StringComparison.Ordinal));
        if (at < 0 || report.Epoch < _fetches[at].Epoch || (report.Epoch == _fetches[at].Epoch && report.Sequence <= _fetches[at].Sequence))
            return;

        var before = _fetches[at].Snapshot;
        _fetches[at] = report;
        Changed();
        await TryAsync(NoteCancelAsync);
        if (report.Snapshot.State != before.State)
            await FetchMovedAsync(report);

        // Looked at with every report, moved or not: the store may have refused the last time.
        if (_job.State == JobState.Queued && _cancelledBy is null && report.Snapshot.State != FetchState.Queued)
            await SaveAsync(JobState.Running);
        if (Array.TrueForAll(_fetches, f => f.Snapshot.State.IsFinal()))
            await EndAsync();
    }

    private async Task FetchMovedAsync(FetchReport report)
    {
        var now = report.Snapshot;
        if (now.State.IsFinal())
            await HappenedAsync(report.Region, JobWords.LevelOf(now), JobWords.EndOf(now));
        else if (now.State != FetchState.Queued)
            await HappenedAsync(report.Region, EventLevel.Information, JobWords.Of(now.State));
    }

    private async Task EndAsync()
    {
        await NoteCancelAsync();
        var state = JobWords.Judge(_cancelledBy is not null, [.. _fetches.Select(f => f.Snapshot)]);
        await SaveAsync(state);
        await HappenedAsync(null, state == JobState.Completed ? EventLevel.Information : EventLevel.Warning, JobWords.EndOf(_snapshot!));
        LogEnded(logger, _job!.Id, state, _snapshot!.Packets, _snapshot.Bytes);
        budgets.Forget(_job.Id);
        _pinging?.Dispose();
        await TellAsync();
        _telling?.Dispose();
        DeactivateOnIdle();
    }

    private static string Word(JobState state) => state.ToString().ToLowerInvariant();

    private CommandResult Unknown() => new(CommandOutcome.NotFound, null, $"There is no job {this.GetPrimaryKeyLong()}.");
}
