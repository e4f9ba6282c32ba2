using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>How far a job is: the mean of its regions.</summary>
internal static class JobProgress
{
    /// <summary>0 to 1; null where a region at work cannot tell, or there is none.</summary>
    public static double? Of(JobSnapshot job)
    {
        if (job.Regions.Count == 0)
            return null;
        var sum = 0.0;
        foreach (var region in job.Regions)
        {
            if (Of(region) is not { } progress)
                return null;
            sum += progress;
        }

        return sum / job.Regions.Count;
    }

    /// <summary>A region's: what is done counts whole; what has not begun counts nothing.</summary>
    public static double? Of(FetchSnapshot fetch) => fetch.State switch
    {
        FetchState.Done or FetchState.Draining => 1,
        FetchState.Queued or FetchState.Connecting or FetchState.Failed or FetchState.Cancelled => fetch.Progress ?? 0,
        _ => fetch.Progress,
    };
}
