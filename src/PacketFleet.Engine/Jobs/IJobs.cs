namespace PacketFleet.Engine.Jobs;

/// <summary>The engine's front door: what pages, API and hub call.</summary>
public interface IJobs
{
    /// <summary>Checks a request and creates its job, or says everything that is wrong with it and creates nothing.</summary>
    Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default);

    /// <summary>One job, or null.</summary>
    Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default);

    /// <summary>Jobs, newest first.</summary>
    /// <param name="phase">Which.</param>
    /// <param name="limit">At most so many, 1 to 1,000.</param>
    /// <param name="before">Only jobs with a lower number; null = from the newest.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default);

    /// <summary>Asks a job to stop; takes effect within a second.</summary>
    Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default);

    /// <summary>Runs what is missing of a finished job again: same number, next attempt.</summary>
    /// <param name="id">The job.</param>
    /// <param name="regions">Only these regions; null or empty = all whose verdict is not complete.</param>
    /// <param name="requestedBy">Who asks.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? regions, string requestedBy, CancellationToken cancellation = default);

    /// <summary>What happened to a job, in order; null = no such job.</summary>
    Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default);

    /// <summary>The slices of each region's fetch, as last stored, regions in the order they were chosen; null = no such job.</summary>
    Task<IReadOnlyList<RegionSlices>?> SlicesAsync(long id, CancellationToken cancellation = default);
}

/// <summary>Which jobs to list.</summary>
public enum JobPhase
{
    /// <summary>All.</summary>
    All,

    /// <summary>Not ended.</summary>
    InFlight,

    /// <summary>Ended.</summary>
    Finished,
}

/// <summary>What someone asks for. Field names are the API's, for error messages.</summary>
public sealed record JobRequest
{
    /// <summary>The query as typed.</summary>
    public string? Query { get; init; }

    /// <summary>Names of regions.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Source override as typed; null or empty = none.</summary>
    public string? Source { get; init; }

    /// <summary>Case; at most 200 characters.</summary>
    public string? Case { get; init; }

    /// <summary>Note; at most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Own limits, or null.</summary>
    public JobLimits? Limits { get; init; }

    /// <summary>Wait for what is not on the region's disk yet; null = the default.</summary>
    public bool? WaitForRecent { get; init; }
}

/// <summary>Limits of a job over all its regions; 0 or null = none.</summary>
[GenerateSerializer, Immutable]
public sealed record JobLimits(
    [property: Id(0)] long? Packets = null,
    [property: Id(1)] long? Bytes = null,
    [property: Id(2)] long? Seconds = null);

/// <summary>One thing wrong with a request.</summary>
/// <param name="Field">The field of <see cref="JobRequest"/> in camelCase: <c>query</c>, <c>regions</c>, <c>source</c>, <c>case</c>, <c>note</c>, <c>limits</c>.</param>
/// <param name="Message">One sentence with the mend.</param>
public sealed record RequestError(string Field, string Message);

/// <summary>A new job, or everything that is wrong.</summary>
public sealed record SubmitResult(JobSnapshot? Job, IReadOnlyList<RequestError> Errors);

/// <summary>How a command on a job went.</summary>
public enum CommandOutcome
{
    /// <summary>It will be done.</summary>
    Accepted,

    /// <summary>No such job.</summary>
    NotFound,

    /// <summary>The job's state does not allow it.</summary>
    NotAllowed,

    /// <summary>The request itself is wrong.</summary>
    Invalid,
}

/// <summary>How a command on a job went, with the job as it now stands and one sentence where it was not accepted.</summary>
[GenerateSerializer, Immutable]
public sealed record CommandResult(
    [property: Id(0)] CommandOutcome Outcome,
    [property: Id(1)] JobSnapshot? Job,
    [property: Id(2)] string? Reason);

/// <summary>How much an event matters.</summary>
public enum EventLevel
{
    /// <summary>Ordinary.</summary>
    Information,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something was lost or failed.</summary>
    Error,
}

/// <summary>Something that happened to a job.</summary>
/// <param name="At">When.</param>
/// <param name="Region">On which region; null = the job as a whole.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">One sentence.</param>
[GenerateSerializer, Immutable]
public sealed record JobEvent(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string? Region,
    [property: Id(2)] EventLevel Level,
    [property: Id(3)] string Message);
