using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Components.Jobs;

/// <summary>Notes what it is asked.</summary>
internal sealed class NotedJobs : IJobs
{
    public List<string> Calls { get; } = [];

    public List<JobEvent> Events { get; } = [];

    public CommandResult Answer { get; set; } = new(CommandOutcome.Accepted, null, null);

    public List<JobSnapshot> Found { get; } = [];

    public int EventReads { get; private set; }

    public Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default) =>
        Task.FromResult(new SubmitResult(null, [new("query", "Not here.")]));

    public Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default) => Task.FromResult(Found.Find(j => j.Id == id));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<JobSnapshot>>([]);

    public Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default)
    {
        Calls.Add($"cancel {id} {requestedBy}");
        return Task.FromResult(Answer);
    }

    public Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? regions, string requestedBy, CancellationToken cancellation = default)
    {
        Calls.Add($"retry {id} {requestedBy}");
        return Task.FromResult(Answer);
    }

    public Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default)
    {
        EventReads++;
        return Task.FromResult<IReadOnlyList<JobEvent>?>([.. Events]);
    }

    public IReadOnlyList<RegionSlices>? Slices { get; set; } = [];

    public int SliceReads { get; private set; }

    public Task<IReadOnlyList<RegionSlices>?> SlicesAsync(long id, CancellationToken cancellation = default)
    {
        SliceReads++;
        return Task.FromResult(Slices);
    }
}
