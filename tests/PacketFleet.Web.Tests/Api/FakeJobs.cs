using System.Collections.Concurrent;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Tests.Api;

/// <summary>An engine that keeps jobs in memory and runs none.</summary>
internal sealed class FakeJobs(RegionCatalog regions, FakeBoard board) : IJobs
{
    private readonly ConcurrentDictionary<long, JobSnapshot> _jobs = new();
    private long _last;

    public ConcurrentQueue<(JobRequest Request, string By)> Submitted { get; } = new();

    public ConcurrentQueue<(long Id, IReadOnlyList<string>? Regions)> Retried { get; } = new();

    /// <summary>Thrown by the next call that reads.</summary>
    public Exception? Fault { get; set; }

    public void Put(JobSnapshot job)
    {
        _jobs[job.Id] = job;
        board.Publish(job);
    }

    public Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default)
    {
        var errors = new List<RequestError>();
        if (string.IsNullOrEmpty(request.Query) || request.Query.Length > 4096 || request.Query.Contains("bad", StringComparison.Ordinal))
            errors.Add(new("query", "The query is wrong: mend it."));
        if (request.Regions is null or [])
            errors.Add(new("regions", "No region is chosen: choose one."));
        errors.AddRange((request.Regions ?? []).Where(r => regions.Find(r) is null).Select(r => new RequestError("regions", $"There is no region `{r}`: choose another.")));
        if (request.Source?.Any(c => !char.IsAsciiDigit(c)) == true)
            errors.Add(new("source", "The source is wrong: give a number."));
        if (errors.Count > 0)
            return Task.FromResult(new SubmitResult(null, errors));

        Submitted.Enqueue((request, requestedBy));
        var job = Make.Job(Interlocked.Increment(ref _last)) with { Query = request.Query!, Source = request.Source, Case = request.Case, Note = request.Note, RequestedBy = requestedBy };
        Put(job);
        return Task.FromResult(new SubmitResult(job, []));
    }

    public Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default) =>
        Fault is { } fault ? throw fault : Task.FromResult(_jobs.GetValueOrDefault(id));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default)
    {
        var filter = new JobFilter(phase);
        IReadOnlyList<JobSnapshot> page = [.. _jobs.Values.Where(j => filter.Matches(j) && j.Id < (before ?? long.MaxValue)).OrderByDescending(j => j.Id).Take(limit)];
        return Task.FromResult(page);
    }

    public Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default) => Task.FromResult(
        !_jobs.TryGetValue(id, out var job) ? new CommandResult(CommandOutcome.NotFound, null, null)
        : job.State.IsFinal() ? new CommandResult(CommandOutcome.NotAllowed, job, $"Job {id} has ended: there is nothing to cancel.")
        : new CommandResult(CommandOutcome.Accepted, job with { State = JobState.Stopping }, null));

    public Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? only, string requestedBy, CancellationToken cancellation = default)
    {
        Retried.Enqueue((id, only));
        return Task.FromResult(
            !_jobs.TryGetValue(id, out var job) ? new CommandResult(CommandOutcome.NotFound, null, null)
            : !job.State.IsFinal() ? new CommandResult(CommandOutcome.NotAllowed, job, $"Job {id} is still running: cancel it first.")
            : only?.Any(r => job.Regions.All(f => f.Name != r)) == true ? new CommandResult(CommandOutcome.Invalid, job, "The job did not ask this region: choose another.")
            : new CommandResult(CommandOutcome.Accepted, job with { State = JobState.Queued }, null));
    }

    public Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<JobEvent>?>(
        _jobs.ContainsKey(id) ? [new(Make.Moment, null, EventLevel.Information, "Submitted."), new(Make.Moment, "Region 2", EventLevel.Error, "Region 2 refused the connection.")] : null);

    public List<RegionSlices> Slices { get; } = [];

    public Task<IReadOnlyList<RegionSlices>?> SlicesAsync(long id, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<RegionSlices>?>(_jobs.ContainsKey(id) ? [.. Slices] : null);
}
