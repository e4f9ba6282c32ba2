using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What became of a job, in words. Only counted losses are marked as such.</summary>
internal static class VerdictSentence
{
    /// <summary>So many regions get a clause of their own; the rest are counted.</summary>
    private const int MostClauses = 5;

    /// <summary>The sentence, piece by piece.</summary>
    public static IReadOnlyList<SentencePart> Of(JobSnapshot job, TimeZoneInfo zone)
    {
        var axis = CoverageAxis.For(job);
        var words = new SentenceBuilder().Say(Head(job));
        var telling = job.Regions.Where(r => Tells(r, job)).ToList();
        foreach (var region in telling.Take(MostClauses))
            RegionClause.Add(words, region, job, axis, zone);
        if (telling.Count > MostClauses)
            words.Say($"{Units.Count(telling.Count - MostClauses, "more region")} below.");
        return words.Build();
    }

    private static string Head(JobSnapshot job)
    {
        var progress = JobProgress.Of(job) is { } p ? $", {Units.Percent(p)}" : "";
        return job.State switch
        {
            JobState.Queued => "Queued.",
            JobState.Running => $"{StateWord.Of(job).Text}{progress}.{Done(job)}",
            JobState.Stopping => "Stopping: what has come is kept.",
            JobState.Completed when job.Regions.All(r => r.Verdict != Verdict.Absent) => Whole(job),
            JobState.Completed => $"Complete as far as it is held: {Units.Count(job.Packets, "packet")}.",
            JobState.Failed => "Failed: nothing came.",
            JobState.Cancelled when JobProgress.Of(job) >= 1 => "Cancelled before all that was read was delivered.",
            JobState.Cancelled => $"Cancelled{progress.Replace(",", " at", StringComparison.Ordinal)}; what came until then is kept.",
            _ => Done(job).TrimStart(),
        };
    }

    private static string Whole(JobSnapshot job)
    {
        var all = WindowText.Length(job.Window) is { } length ? $"all {Spans.Stretch(length)}" : "all that is held";
        var where = job.Regions.Count == 1 ? job.Regions[0].Name : Units.Count(job.Regions.Count, "region");
        var told = ToldWords.Of(job);
        return job.Packets == 0 ? $"Complete{told}: {all} read in {where}, no packets match." : $"Complete{told}: {all} from {where}, {Units.Count(job.Packets, "packet")}.";
    }

    private static string Done(JobSnapshot job)
    {
        var done = job.Regions.Where(r => r is { State: FetchState.Done, Verdict: Verdict.Complete }).Select(r => r.Name).ToList();
        return done.Count == 0 || job.Regions.Count == 1 ? "" : $" Complete in {Names(done)}.";
    }

    private static string Names(List<string> names) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} and {names[1]}",
        3 => $"{names[0]}, {names[1]} and {names[2]}",
        var n => $"{names[0]}, {names[1]} and {n - 2} more",
    };

    // What the head has said already needs no clause.
    private static bool Tells(FetchSnapshot fetch, JobSnapshot job) => fetch.State switch
    {
        FetchState.Done => fetch.Verdict is Verdict.Absent or Verdict.Missing || fetch.Gaps.Count > 0,
        FetchState.Cancelled => Losses.Missing(fetch).Count > 0 || (job.State != JobState.Cancelled && job.State != JobState.Stopping),
        FetchState.Queued => job.State != JobState.Queued || fetch.Reason is not null,
        _ => job.State != JobState.Stopping || Losses.IsMissing(fetch),
    };
}
