using Microsoft.EntityFrameworkCore;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

internal sealed partial class JobStore
{
    /// <inheritdoc/>
    public Task<JobRecord> CreateJobAsync(NewJob job, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            var row = job.ToRow();
            context.Jobs.Add(row);
            context.SaveChanges();
            return row.ToRecord();
        },
        cancellation);

    /// <inheritdoc/>
    public Task<JobRecord?> FindJobAsync(long id, CancellationToken cancellation) => ReadAsync(context => Find(context, id), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobRecord>> ListJobsAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation) => ReadAsync<IReadOnlyList<JobRecord>>(
        context =>
        {
            var jobs = context.Jobs.AsQueryable();
            if (phase == JobPhase.InFlight)
                jobs = jobs.Where(j => j.IsFinal == 0);
            else if (phase == JobPhase.Finished)
                jobs = jobs.Where(j => j.IsFinal == 1);
            if (before is { } number)
                jobs = jobs.Where(j => j.Id < number);
            return [.. jobs.OrderByDescending(j => j.Id).Take(limit).Include(j => j.Fetches).AsEnumerable().Select(j => j.ToRecord())];
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> UnfinishedJobsAsync(CancellationToken cancellation) => ReadAsync<IReadOnlyList<long>>(
        context => [.. context.Jobs.Where(j => j.IsFinal == 0).OrderBy(j => j.Id).Select(j => j.Id)],
        cancellation);

    /// <inheritdoc/>
    public Task<int> NextJobEpochAsync(long id, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            MustBe(context.Jobs.Where(j => j.Id == id).ExecuteUpdate(set => set.SetProperty(j => j.Epoch, j => j.Epoch + 1)), id);
            return context.Jobs.Where(j => j.Id == id).Select(j => j.Epoch).Single();
        },
        cancellation);

    /// <inheritdoc/>
    public Task SaveJobAsync(long id, JobState state, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            var (started, finished, final) = (startedAt.Nanoseconds(), finishedAt.Nanoseconds(), state.IsFinal() ? 1 : 0);
            MustBe(
                context.Jobs.Where(j => j.Id == id).ExecuteUpdate(set => set
                    .SetProperty(j => j.State, state)
                    .SetProperty(j => j.IsFinal, final)
                    .SetProperty(j => j.StartedAt, started)
                    .SetProperty(j => j.FinishedAt, finished)),
                id);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<JobRecord> RetryJobAsync(long id, IReadOnlyList<string> regions, CancellationToken cancellation) => WriteAsync(
        context =>
        {
            MustBe(
                context.Jobs.Where(j => j.Id == id).ExecuteUpdate(set => set
                    .SetProperty(j => j.State, JobState.Queued)
                    .SetProperty(j => j.IsFinal, 0)
                    .SetProperty(j => j.FinishedAt, (long?)null)
                    .SetProperty(j => j.Epoch, j => j.Epoch + 1)),
                id);
            foreach (var region in regions)
            {
                MustBe(
                    context.Fetches.Where(f => f.Job == id && f.Region == region).ExecuteUpdate(set => set
                        .SetProperty(f => f.State, FetchState.Queued)
                        .SetProperty(f => f.Attempt, f => f.Attempt + 1)
                        .SetProperty(f => f.Epoch, f => f.Epoch + 1)
                        .SetProperty(f => f.Verdict, (Verdict?)null)
                        .SetProperty(f => f.Reason, (string?)null)
                        .SetProperty(f => f.Gaps, (string?)null)
                        .SetProperty(f => f.Assumption, (string?)null)
                        .SetProperty(f => f.Progress, (double?)null)
                        .SetProperty(f => f.StartedAt, (long?)null)
                        .SetProperty(f => f.FinishedAt, (long?)null)),
                    id);
            }

            return Find(context, id)!;
        },
        cancellation);

    private static JobRecord? Find(StoreContext context, long id) =>
        context.Jobs.AsNoTracking().Include(j => j.Fetches).SingleOrDefault(j => j.Id == id)?.ToRecord();
}
