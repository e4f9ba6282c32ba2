using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What can be done with a job as it stands.</summary>
internal static class JobActions
{
    /// <summary>It can be asked to stop.</summary>
    public static bool CanCancel(JobSnapshot job) => job.State is JobState.Queued or JobState.Running;

    /// <summary>Something of it can be asked for again.</summary>
    public static bool CanRetry(JobSnapshot job) => job.State.IsFinal() && job.Regions.Any(r => r.Verdict != Verdict.Complete);

    /// <summary>Something is missing that a retry may bring.</summary>
    public static bool IsMissing(JobSnapshot job) => job.State is JobState.Partial or JobState.Failed or JobState.Cancelled && CanRetry(job);

    /// <summary>There are packets in the archive to take away, whether or not Gravwell has them too.</summary>
    public static bool CanDownload(JobSnapshot job) => SinkWords.Archived(job) > 0;

    /// <summary>Where the download is.</summary>
    public static string Download(long job, string format, string? region = null) =>
        $"/api/v1/jobs/{job}/pcap?format={format}{(region is null ? "" : "&region=" + Uri.EscapeDataString(region))}";
}
