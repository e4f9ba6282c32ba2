using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs;

/// <summary>
/// The truth about jobs: one row a job, one a fetch (job × region), one a committed segment, one an event.
/// A fetch's rows carry its epoch, a fencing number: writes with an older one change nothing and return false.
/// Safe for concurrent calls.
/// </summary>
public interface IJobStore
{
    /// <summary>Writes a job and its fetches in one transaction and gives the job its number: rising, never reused, gaps allowed.</summary>
    Task<JobRecord> CreateJobAsync(NewJob job, CancellationToken cancellation);

    /// <summary>A job with its fetches, or null.</summary>
    Task<JobRecord?> FindJobAsync(long id, CancellationToken cancellation);

    /// <summary>Jobs with their fetches, newest first.</summary>
    Task<IReadOnlyList<JobRecord>> ListJobsAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation);

    /// <summary>Numbers of the jobs that are not in a final state, oldest first.</summary>
    Task<IReadOnlyList<long>> UnfinishedJobsAsync(CancellationToken cancellation);

    /// <summary>The next activation epoch of a job: 1, 2, …</summary>
    Task<int> NextJobEpochAsync(long id, CancellationToken cancellation);

    /// <summary>Changes a job's state and times. Written at once.</summary>
    Task SaveJobAsync(long id, JobState state, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, CancellationToken cancellation);

    /// <summary>
    /// Takes a finished job back to queued, in one transaction: the job queued, without end; the named fetches queued with
    /// attempt + 1, no verdict, reason, gaps or assumption, not begun (counts stay: they tell what is committed); the job's epoch and those
    /// fetches' epochs one higher, so that whoever ran before is fenced. Returns the new row.
    /// </summary>
    Task<JobRecord> RetryJobAsync(long id, IReadOnlyList<string> regions, CancellationToken cancellation);

    /// <summary>Takes the next epoch of a fetch and returns its row with it: whoever held an older one is fenced.</summary>
    Task<FetchRecord> TakeFetchAsync(long job, string region, CancellationToken cancellation);

    /// <summary>Writes a fetch's progress or transition. False when fenced (the row has a newer epoch).</summary>
    Task<bool> SaveFetchAsync(FetchRecord fetch, CancellationToken cancellation);

    /// <summary>
    /// Commits a segment and the fetch's progress in one transaction: the commit point. Without a segment just what is committed, and
    /// the slices. False when fenced: then nothing was written.
    /// </summary>
    Task<bool> CommitSegmentAsync(SegmentRecord? segment, FetchRecord fetch, CancellationToken cancellation);

    /// <summary>Deletes the row of a spooled segment that every sink has passed. What is committed stays.</summary>
    Task ForgetSpooledAsync(long job, string region, int number, CancellationToken cancellation);

    /// <summary>A job's committed segments, in order of commit; of one region, or of all.</summary>
    Task<IReadOnlyList<SegmentRecord>> SegmentsAsync(long job, string? region, CancellationToken cancellation);

    /// <summary>File names of all committed segments, of the archive and of the spool (to find strays).</summary>
    IAsyncEnumerable<string> SegmentFilesAsync(CancellationToken cancellation);

    /// <summary>Every job that has committed segments, in no order.</summary>
    Task<IReadOnlyList<StoredJob>> StoredJobsAsync(CancellationToken cancellation);

    /// <summary>
    /// Deletes the rows of all segments of a job that has ended, and takes its fetches' committed counts and hashes back to
    /// nothing, so that a retry fetches everything anew; what their snapshots say was delivered stays. In one transaction.
    /// Returns the files that no row names any more; none where the job has not ended.
    /// </summary>
    Task<IReadOnlyList<string>> ForgetSegmentsAsync(long job, CancellationToken cancellation);

    /// <summary>Appends to a job's events.</summary>
    Task AddEventAsync(long job, JobEvent happened, CancellationToken cancellation);

    /// <summary>A job's events, in order.</summary>
    Task<IReadOnlyList<JobEvent>> EventsAsync(long job, CancellationToken cancellation);
}

/// <summary>What a job has in the archive.</summary>
/// <param name="Id">The job's number.</param>
/// <param name="IsFinal">It has ended.</param>
/// <param name="FileBytes">Bytes of its captures.</param>
/// <param name="StoredAt">When the last of them was stored.</param>
public sealed record StoredJob(long Id, bool IsFinal, long FileBytes, DateTimeOffset StoredAt);

/// <summary>What is written once, when a job is submitted.</summary>
public sealed record NewJob(
    string Query,
    string Pinned,
    TimeWindow Window,
    PacketTime PinnedAt,
    string? Source,
    string? SourceBytes,
    string? Case,
    string? Note,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    JobLimits Limits,
    bool WaitForRecent,
    IReadOnlyList<NewFetch> Fetches);

/// <summary>What is written once for each region of a job.</summary>
/// <param name="Region">The region's name.</param>
/// <param name="Shift">The shift the region ran with, see <see cref="Regions.IRegion.Shift"/>.</param>
/// <param name="Sinks">The names of the sinks it is to be delivered to.</param>
public sealed record NewFetch(string Region, long Shift, IReadOnlyList<string> Sinks);

/// <summary>A job's row with its fetches in the order chosen.</summary>
/// <param name="Id">The job's number.</param>
/// <param name="Epoch">The activation epoch last taken; 0 before the first.</param>
/// <param name="Job">What was submitted.</param>
/// <param name="State">Where it is.</param>
/// <param name="StartedAt">When its first fetch began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Fetches">One a region.</param>
public sealed record JobRecord(
    long Id,
    int Epoch,
    NewJob Job,
    JobState State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<FetchRecord> Fetches);

/// <summary>A fetch's row.</summary>
public sealed record FetchRecord
{
    /// <summary>The job's number.</summary>
    public required long Job { get; init; }

    /// <summary>The region's name.</summary>
    public required string Region { get; init; }

    /// <summary>The fencing number; 0 before it was first taken.</summary>
    public int Epoch { get; init; }

    /// <summary>The shift it runs with.</summary>
    public long Shift { get; init; }

    /// <summary>State, counts, gaps: as shown.</summary>
    public required FetchSnapshot Snapshot { get; init; }

    /// <summary>Packets in committed segments.</summary>
    public long CommittedPackets { get; init; }

    /// <summary>Captured bytes in committed segments.</summary>
    public long CommittedBytes { get; init; }

    /// <summary>Hash over the committed packets in order, to recognise the prefix when the region is asked again.</summary>
    public ulong CommittedHash { get; init; }

    /// <summary>Its slices, as <see cref="Slices.SliceQueueText"/> writes them; null before they are planned.</summary>
    public string? Slices { get; init; }
}
