using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Live;

/// <summary>Which jobs a subscriber wants to hear of.</summary>
/// <param name="Phase">In flight, finished, or all.</param>
/// <param name="JobId">Only this one; null = all.</param>
/// <param name="RequestedBy">Only this requester's; null = all.</param>
public sealed record JobFilter(JobPhase Phase = JobPhase.All, long? JobId = null, string? RequestedBy = null)
{
    /// <summary>Whether a job passes.</summary>
    public bool Matches(JobSnapshot job) =>
        (JobId is null || JobId == job.Id)
        && (RequestedBy is null || string.Equals(RequestedBy, job.RequestedBy, StringComparison.Ordinal))
        && (Phase == JobPhase.All || (Phase == JobPhase.Finished) == job.State.IsFinal());
}
