using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The few words beside the percentage of what is in flight; of what has ended, its verdict.</summary>
internal static class ProgressWords
{
    /// <summary>A job's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="left">How long it will take from now, where that can be told.</param>
    /// <param name="zone">The zone to tell times in.</param>
    /// <param name="fresh">It has just ended.</param>
    public static VerdictText Of(JobSnapshot job, TimeSpan? left, TimeZoneInfo zone, bool fresh)
    {
        if (job.State.IsFinal())
            return VerdictWords.Of(job, zone, fresh);

        var percent = Percent(JobProgress.Of(job));
        if (job.State == JobState.Stopping)
            return new(percent, "stopping", "muted");
        if (job.Regions.Any(Losses.IsMissing) && !StateWord.IsWaiting(job))
            return new(percent, "some missing", "bad", Lost(job));
        if (FirstReason(job) is { } waits)
            return new(percent, Reasons.Short(waits.Reason!, waits.Name), "muted", waits.Reason);
        var open = job.Regions.Where(r => !r.State.IsFinal()).ToList();
        if (job.State == JobState.Queued || open.TrueForAll(r => r.State == FetchState.Queued))
            return new(percent, "in line", "muted");
        if (open.TrueForAll(r => r.State == FetchState.Draining))
            return Delivering(percent, open.Sum(SinkWords.OnTheWay), string.Join('\n', open.Select(r => SinkWords.Draining(r) is { } words ? $"{r.Name}: {words}." : null).Where(w => w is not null)));
        if (open.TrueForAll(r => r.State is FetchState.Connecting or FetchState.Queued))
            return new(percent, "connecting", "muted");
        return new(percent, left is { } time ? Spans.Left(time) : percent is null ? "reading, end unknown" : "", "muted");
    }

    /// <summary>A region's.</summary>
    public static VerdictText Of(FetchSnapshot fetch, JobSnapshot job, TimeSpan? left, TimeZoneInfo zone)
    {
        if (fetch.State.IsFinal())
            return VerdictWords.Of(fetch, job, zone);
        if (fetch.State == FetchState.Draining)
            return Delivering(Percent(JobProgress.Of(fetch)), SinkWords.OnTheWay(fetch), SinkWords.Draining(fetch) ?? fetch.Reason ?? "");
        var words = fetch.State switch
        {
            FetchState.Queued => "in line",
            FetchState.Streaming when left is { } time => Spans.Left(time),
            FetchState.Streaming when fetch.Progress is null => "end unknown",
            _ => "",
        };
        return new(Percent(JobProgress.Of(fetch)), words, "muted", fetch.Reason);
    }

    // All is read: what is left says more than a hundred per cent.
    private static VerdictText Delivering(int? percent, long left, string title) =>
        left > 0 ? new(null, $"all read, {Units.Count(left)} on the way", "muted", title) : new(percent, "delivering", "muted", title);

    private static int? Percent(double? progress) => progress is { } p ? Units.PercentNumber(p) : null;

    // The job waits as a whole, or has not begun: what its first region waits for.
    private static FetchSnapshot? FirstReason(JobSnapshot job) =>
        job.State == JobState.Queued || StateWord.IsWaiting(job) ? job.Regions.FirstOrDefault(r => r is { Reason: not null } && !r.State.IsFinal()) : null;

    private static string Lost(JobSnapshot job) => string.Join('\n', job.Regions.Where(Losses.IsMissing).Select(r => r.Reason ?? $"Part of {r.Name} is missing."));
}
