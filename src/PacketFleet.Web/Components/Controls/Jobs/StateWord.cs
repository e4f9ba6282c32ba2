using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>A state as it is shown: a silhouette and a word.</summary>
/// <param name="Text">The word.</param>
/// <param name="Mark">The silhouette.</param>
/// <param name="Tone">The silhouette's colour, a CSS class.</param>
/// <param name="TextTone">The word's colour, a CSS class.</param>
/// <param name="Fraction">How full a pie is; null = unknown.</param>
public readonly record struct StateWord(string Text, StateMark Mark, string Tone, string TextTone, double? Fraction = null)
{
    /// <summary>A job's. "Waiting" where all its unfinished fetches wait: a word of the page, no state of the API.</summary>
    /// <param name="job">The job.</param>
    /// <param name="fresh">It has just ended: then the word itself is green.</param>
    public static StateWord Of(JobSnapshot job, bool fresh = false) => job.State switch
    {
        JobState.Queued => Plain("Queued", StateMark.Queued, "muted"),
        JobState.Running when IsWaiting(job) => Plain("Waiting", StateMark.Waiting, "care"),
        JobState.Running => new("Running", StateMark.Pie, "primary", "primary", JobProgress.Of(job)),
        JobState.Stopping => new("Stopping", StateMark.Pie, "muted", "muted", JobProgress.Of(job)),
        JobState.Completed => new("Complete", StateMark.Complete, "good", fresh ? "good" : "muted"),
        JobState.Partial => Plain("Partial", StateMark.Partial, "bad"),
        JobState.Failed => Plain("Failed", StateMark.Failed, "bad"),
        _ => Plain("Cancelled", StateMark.Cancelled, "muted"),
    };

    /// <summary>A region's share of a job.</summary>
    public static StateWord Of(FetchSnapshot fetch) => fetch.State switch
    {
        FetchState.Queued => Plain("Queued", StateMark.Queued, "muted"),
        FetchState.Connecting => Plain("Connecting", StateMark.Connecting, "muted"),
        FetchState.Streaming => new("Streaming", StateMark.Pie, "primary", "primary", fetch.Progress),
        FetchState.Waiting => Plain("Waiting", StateMark.Waiting, "care"),
        FetchState.Draining => new("Draining", StateMark.Pie, "primary", "primary", 1),
        FetchState.Failed => Plain("Failed", StateMark.Failed, "bad"),
        FetchState.Cancelled => Plain("Cancelled", StateMark.Cancelled, "muted"),
        _ => fetch.Verdict switch
        {
            Verdict.Missing => Plain("Missing", StateMark.Missing, "bad"),
            Verdict.Absent => Plain("Not held", StateMark.Absent, "care"),
            _ => new("Complete", StateMark.Complete, "good", "muted"),
        },
    };

    /// <summary>Every fetch that has not ended waits, and there is one.</summary>
    public static bool IsWaiting(JobSnapshot job)
    {
        var waiting = false;
        foreach (var region in job.Regions)
        {
            if (region.State == FetchState.Waiting)
                waiting = true;
            else if (!region.State.IsFinal())
                return false;
        }

        return waiting;
    }

    private static StateWord Plain(string text, StateMark mark, string tone) => new(text, mark, tone, tone);
}
