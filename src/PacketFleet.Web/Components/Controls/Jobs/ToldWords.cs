using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What keeps a verdict that takes something for true from looking like one that was checked.</summary>
internal static class ToldWords
{
    /// <summary>What it takes for true, as sentences; null before its end, and where nothing has to be.</summary>
    public static string? Of(FetchSnapshot fetch) => fetch.State.IsFinal() && fetch.Verdict is not null ? fetch.Assumption : null;

    /// <summary>The region is complete, but only by what it tells.</summary>
    public static bool IsOnlyTold(FetchSnapshot fetch) => fetch is { State: FetchState.Done, Verdict: Verdict.Complete, Assumption: not null };

    /// <summary>" as far as it tells", to follow "Complete"; empty where all regions were checked.</summary>
    public static string Of(JobSnapshot job)
    {
        var told = job.Regions.Where(IsOnlyTold).Select(r => r.Name).ToList();
        return told.Count switch
        {
            0 => "",
            1 => job.Regions.Count == 1 ? " as far as it tells" : $" as far as {told[0]} tells",
            _ => " as far as they tell",
        };
    }
}
