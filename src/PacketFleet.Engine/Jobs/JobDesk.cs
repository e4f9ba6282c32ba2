using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs.Grains;
using PacketFleet.Engine.Jobs.Planning;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Live;

namespace PacketFleet.Engine.Jobs;

/// <summary>The engine's front door over store and grains.</summary>
internal sealed partial class JobDesk(
    JobPlanner planner,
    IJobStore store,
    IGrainFactory grains,
    JobWatch watch,
    JobBoard board,
    [FromKeyedServices(EngineClock.Key)] TimeProvider clock,
    ILogger<JobDesk> logger) : IJobs
{
    private const int MostListed = 1000;

    /// <inheritdoc/>
    public async Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default)
    {
        if (planner.Plan(request, requestedBy, clock.GetUtcNow(), out var errors) is not { } plan)
            return new SubmitResult(null, errors);

        var row = await store.CreateJobAsync(plan, cancellation).ConfigureAwait(false);
        LogSubmitted(logger, row.Id, requestedBy, plan.Pinned, plan.Fetches.Count);
        await store.AddEventAsync(row.Id, new JobEvent(plan.CreatedAt, null, EventLevel.Information, $"Submitted by {requestedBy}."), CancellationToken.None).ConfigureAwait(false);
        var job = await WatchAsync(row.Id).ConfigureAwait(false) ?? JobSnapshots.From(row);
        board.Offer(job);
        return new SubmitResult(job, []);
    }

    /// <inheritdoc/>
    public async Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.FindJobAsync(id, cancellation).ConfigureAwait(false) is not { } row)
            return null;
        return row.State.IsFinal() ? Newest(JobSnapshots.From(row)) : await WatchAsync(id).ConfigureAwait(false) ?? Newest(JobSnapshots.From(row));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default)
    {
        var rows = await store.ListJobsAsync(phase, Math.Clamp(limit, 1, MostListed), before, cancellation).ConfigureAwait(false);
        return [.. rows.Select(r => Newest(JobSnapshots.From(r)))];
    }

    /// <inheritdoc/>
    public Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default) =>
        CommandAsync(id, async g => await g.CancelAsync(requestedBy, await g.HaltAsync(requestedBy).ConfigureAwait(false)).ConfigureAwait(false), cancellation);

    /// <inheritdoc/>
    public Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? regions, string requestedBy, CancellationToken cancellation = default) =>
        CommandAsync(id, g => g.RetryAsync(regions, requestedBy), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default) =>
        await store.FindJobAsync(id, cancellation).ConfigureAwait(false) is null ? null : await store.EventsAsync(id, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegionSlices>?> SlicesAsync(long id, CancellationToken cancellation = default) =>
        await store.FindJobAsync(id, cancellation).ConfigureAwait(false) is { } row ? [.. row.Fetches.Select(SliceSnapshots.Of)] : null;

    private async Task<CommandResult> CommandAsync(long id, Func<IJobGrain, Task<CommandResult>> command, CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation).ConfigureAwait(false) is null)
            return new CommandResult(CommandOutcome.NotFound, null, $"There is no job {id}.");
        var result = await command(grains.GetGrain<IJobGrain>(id)).ConfigureAwait(false);
        if (result.Job is { } job)
        {
            board.Offer(job);

            // This node hears of what follows, also of a job that had left its board.
            if (result.Outcome == CommandOutcome.Accepted)
                await WatchAsync(id).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<JobSnapshot?> WatchAsync(long id)
    {
        try
        {
            return await watch.WatchAsync(id).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It is written: the next round of pings starts it.
            LogNotWatched(logger, e, id);
            return null;
        }
    }

    private JobSnapshot Newest(JobSnapshot job) => board.Find(job.Id) is { } known && known.Version > job.Version ? known : job;

    [LoggerMessage(1460, LogLevel.Information, "Job {Job} submitted by {RequestedBy}: {Query} on {Regions} regions")]
    private static partial void LogSubmitted(ILogger logger, long job, string requestedBy, string query, int regions);

    [LoggerMessage(1461, LogLevel.Warning, "Job {Job} did not answer at once; it is asked again in the background")]
    private static partial void LogNotWatched(ILogger logger, Exception exception, long job);
}
