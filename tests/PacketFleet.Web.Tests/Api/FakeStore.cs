using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Api;

/// <summary>A store of which only the segments and the readiness are asked.</summary>
internal sealed class FakeStore : IJobStore
{
    public List<SegmentRecord> Segments { get; } = [];

    public Exception? Fault { get; set; }

    public Task<IReadOnlyList<SegmentRecord>> SegmentsAsync(long job, string? region, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SegmentRecord>>([.. Segments.Where(s => s.Job == job && (region is null || s.Region == region))]);

    public Task<IReadOnlyList<JobRecord>> ListJobsAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation) =>
        Fault is { } fault ? Task.FromException<IReadOnlyList<JobRecord>>(fault) : Task.FromResult<IReadOnlyList<JobRecord>>([]);

    public Task<JobRecord> CreateJobAsync(NewJob job, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JobRecord?> FindJobAsync(long id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<long>> UnfinishedJobsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> NextJobEpochAsync(long id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SaveJobAsync(long id, JobState state, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JobRecord> RetryJobAsync(long id, IReadOnlyList<string> regions, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<FetchRecord> TakeFetchAsync(long job, string region, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> SaveFetchAsync(FetchRecord fetch, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> CommitSegmentAsync(SegmentRecord? segment, FetchRecord fetch, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ForgetSpooledAsync(long job, string region, int number, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<string> SegmentFilesAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredJob>> StoredJobsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ForgetSegmentsAsync(long job, CancellationToken cancellation) => throw new NotSupportedException();

    public Task AddEventAsync(long job, JobEvent happened, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobEvent>> EventsAsync(long job, CancellationToken cancellation) => throw new NotSupportedException();
}
