using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Recall;

/// <summary>Finds the job in flight that would bring what someone is about to ask for, so that it need not be asked twice.</summary>
internal static class SameJob
{
    /// <summary>Two windows that end at their now are one if they were asked within this.</summary>
    private static readonly TimeSpan SameNow = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The newest job in flight with the same query, the same regions and the same source override, whose window is the same: equal once
    /// pinned, or written alike and asked a moment ago. Null where there is none, or the request does not read.
    /// </summary>
    /// <param name="jobs">Jobs, newest first.</param>
    /// <param name="request">What is to be asked for.</param>
    /// <param name="now">Now.</param>
    /// <param name="limits">How long queries may be.</param>
    public static JobSnapshot? Find(IEnumerable<JobSnapshot> jobs, JobRequest request, DateTimeOffset now, QueryLimits? limits = null)
    {
        if (request is not { Query: { } text, Regions: { } regions } || !QueryParser.TryParse(text, out var query, out _, limits))
            return null;
        var pinned = query.Pin(PacketTime.From(now));
        var wanted = regions.ToHashSet(StringComparer.Ordinal);
        return jobs.FirstOrDefault(job =>
            !job.State.IsFinal() && job.State != JobState.Stopping
            && wanted.SetEquals(job.Regions.Select(r => r.Name))
            && string.Equals(job.SourceBytes, Bytes(request.Source), StringComparison.Ordinal)
            && (now - job.CreatedAt < SameNow
                ? string.Equals(Canonical(job.Query, limits), query.Canonical, StringComparison.Ordinal) || IsPinnedAlike(job)
                : job.Window.Before is not null && IsPinnedAlike(job)));

        bool IsPinnedAlike(JobSnapshot job) => string.Equals(Canonical(job.Pinned, limits), Canonical(pinned.Text, limits), StringComparison.Ordinal);
    }

    private static string? Canonical(string text, QueryLimits? limits) => QueryParser.TryParse(text, out var query, out _, limits) ? query.Canonical : null;

    private static string? Bytes(string? source) => !string.IsNullOrEmpty(source) && SourceOverride.TryParse(source, out var bytes, out _) ? Convert.ToHexStringLower(bytes) : null;
}
