using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The few words of a finished job or region: "all 60 min", "14 min missing", "not held before 11:40".</summary>
internal static class VerdictWords
{
    /// <summary>A finished job's words.</summary>
    public static VerdictText Of(JobSnapshot job, TimeZoneInfo zone, bool fresh)
    {
        var axis = CoverageAxis.For(job);
        return job.State switch
        {
            JobState.Completed => Completed([.. job.Regions.SelectMany(Losses.Absent)], job, axis, zone, fresh),
            JobState.Failed => Failed(job),
            JobState.Cancelled => Stopped(JobProgress.Of(job)),
            _ => Missing(job, axis),
        };
    }

    /// <summary>A finished region's words.</summary>
    public static VerdictText Of(FetchSnapshot fetch, JobSnapshot job, TimeZoneInfo zone)
    {
        var axis = CoverageAxis.For(job);
        return (fetch.State, fetch.Verdict) switch
        {
            (FetchState.Cancelled, _) => Stopped(fetch.Progress),
            (FetchState.Failed, _) => new(null, fetch.Packets == 0 ? "nothing received" : Missing(fetch, axis), "bad", fetch.Reason),
            (_, Verdict.Missing) => new(null, Missing(fetch, axis), "bad", fetch.Reason),
            (_, Verdict.Absent) => new(null, AbsentWords.Of(Losses.Absent(fetch), axis, zone), "care", fetch.Reason),
            _ => new(null, All(job, fetch.Packets), "muted"),
        };
    }

    private static VerdictText Completed(IReadOnlyList<Gap> absent, JobSnapshot job, CoverageAxis axis, TimeZoneInfo zone, bool fresh)
    {
        if (absent.Count > 0)
            return new(null, AbsentWords.Of(absent, axis, zone, job.Regions), "care", string.Join(' ', absent.Select(g => g.Reason).Distinct(StringComparer.Ordinal)));
        return fresh ? new(null, "complete, " + All(job, job.Packets), "good") : new(null, All(job, job.Packets), "muted");
    }

    private static string All(JobSnapshot job, long packets)
    {
        var all = WindowText.Length(job.Window) is { } length ? "all " + Spans.Stretch(length) : "all that is held";
        return packets == 0 ? all + ", no packets" : all;
    }

    private static VerdictText Stopped(double? progress) => new(null, progress is not { } p ? "stopped" : p >= 1 ? "read, not all delivered" : $"stopped at {Units.Percent(p)}", "muted");

    private static VerdictText Failed(JobSnapshot job)
    {
        var reasons = job.Regions.Where(r => r.Reason is not null).ToList();
        if (reasons.Count == 0)
            return new(null, "nothing received", "bad");
        var words = reasons.Select(r => Reasons.Short(r.Reason!, r.Name)).Distinct(StringComparer.Ordinal).ToList();
        return new(null, words.Count == 1 ? words[0] : $"all {job.Regions.Count} regions failed", "bad", string.Join('\n', reasons.Select(r => r.Reason)));
    }

    private static VerdictText Missing(JobSnapshot job, CoverageAxis axis)
    {
        var lossy = job.Regions.Where(Losses.IsMissing).ToList();
        var gaps = lossy.SelectMany(Losses.Missing).ToList();
        var title = string.Join('\n', lossy.Select(r => r.Reason ?? (Losses.Missing(r) is [var first, ..] ? first.Reason : null)).Where(r => r is not null).Distinct(StringComparer.Ordinal));
        if (job.Regions.Count > 1 && lossy.Count > 0 && lossy.TrueForAll(r => Losses.IsWhole(r, axis)))
            return new(null, $"{lossy.Count} of {job.Regions.Count} regions missing", "bad", title);
        return new(null, Words(gaps, axis), "bad", title);
    }

    private static string Missing(FetchSnapshot fetch, CoverageAxis axis) =>
        Losses.IsWhole(fetch, axis) ? "all of it missing" : Words(Losses.Missing(fetch), axis);

    private static string Words(IReadOnlyList<Gap> gaps, CoverageAxis axis)
    {
        if (gaps.Count > 0 && gaps.All(g => g.Kind == GapKind.LimitReached))
            return "limit reached";
        return Losses.Length(gaps, axis) is { } length && gaps.Count > 0 ? $"{Spans.Stretch(length)} missing" : "part missing";
    }
}
