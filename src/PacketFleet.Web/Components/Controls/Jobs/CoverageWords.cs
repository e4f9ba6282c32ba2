using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What the bars say, for those who cannot see them.</summary>
internal static class CoverageWords
{
    /// <summary>"Frankfurt all, Ashburn 14 min missing".</summary>
    public static string Of(JobSnapshot job, TimeZoneInfo zone) => string.Join(", ", job.Regions.Select(r => $"{r.Name} {Of(r, job, zone)}"));

    /// <summary>"covered, 71 %", "14 min missing".</summary>
    public static string Of(FetchSnapshot fetch, JobSnapshot job, TimeZoneInfo zone)
    {
        if (fetch.State.IsFinal())
            return VerdictWords.Of(fetch, job, zone).Text;
        var progress = JobProgress.Of(fetch) is { } p ? $"covered to {Units.Percent(p)}" : "being read";
        return Losses.IsMissing(fetch) ? progress + ", some missing" : progress;
    }
}
