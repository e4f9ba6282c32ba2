using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components;

/// <summary>An engine that notes what it is asked and answers as it is told.</summary>
internal sealed class FakeJobs : IJobs
{
    private long _next = 2319;

    public List<(JobRequest Request, string By)> Requests { get; } = [];

    public List<RequestError> Errors { get; } = [];

    public Exception? Fault { get; set; }

    /// <summary>Answers are held back until it ends.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public List<long> Known { get; } = [];

    public async Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default)
    {
        Requests.Add((request, requestedBy));
        await Gate;
        if (Fault is not null)
            throw Fault;
        return Errors.Count > 0 ? new(null, [.. Errors]) : new(Job(_next++, request.Query!, requestedBy), []);
    }

    public Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default) =>
        Task.FromResult(Known.Contains(id) ? Job(id, "host 8.8.8.8", "soc1") : null);

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? regions, string requestedBy, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<RegionSlices>?> SlicesAsync(long id, CancellationToken cancellation = default) => throw new NotSupportedException();

    public static JobSnapshot Job(long id, string query, string by, JobState state = JobState.Queued) => new()
    {
        Id = id,
        Query = query,
        Pinned = query,
        Window = TimeWindow.Everything,
        RequestedBy = by,
        CreatedAt = FleetContext.Now,
        State = state,
        Version = id,
    };
}
