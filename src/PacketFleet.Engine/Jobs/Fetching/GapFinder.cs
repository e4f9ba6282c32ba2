using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Which parts of the window have no full answer, and what that adds up to.</summary>
internal static class GapFinder
{
    /// <summary>Gaps in time order.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="window">The window asked for.</param>
    /// <param name="oldest">The region's oldest packet when it was asked; null = unknown.</param>
    /// <param name="reached">The latest time seen in its answer; null = no packet came.</param>
    /// <param name="ending">How the run ended.</param>
    public static IReadOnlyList<Gap> Find(string region, TimeWindow window, PacketTime? oldest, PacketTime? reached, FetchEnding ending)
    {
        var gaps = new List<Gap>(2);

        // An open start means "what the region holds": nothing is too old then.
        if (window.After is { } after && oldest is { } from && from > after)
        {
            var to = window.Before is { } before && before < from ? before : from;
            gaps.Add(new Gap(GapKind.OlderThanRetention, after, to, $"{region} holds nothing before {Text(from)}."));
            if (to == window.Before)
                return ending.End == FetchEnd.Region && ending.Outcome.End == RegionEnd.Complete ? gaps : [Missing(ending, window.After, window)];
        }

        if (ending is { End: FetchEnd.Region, Outcome.End: RegionEnd.Complete })
            return gaps;

        var start = gaps.Count > 0 ? gaps[0].To : window.After;
        if (reached is { } seen && (start is null || seen > start))
            start = window.Before is { } end && seen > end ? end : seen;
        gaps.Add(Missing(ending, start, window));
        return gaps;
    }

    /// <summary>What gaps add up to.</summary>
    public static Verdict Judge(IReadOnlyList<Gap> gaps) =>
        gaps.Count == 0 ? Verdict.Complete : gaps.Any(g => g.Kind.IsMissing()) ? Verdict.Missing : Verdict.Absent;

    private static Gap Missing(FetchEnding ending, PacketTime? from, TimeWindow window) =>
        new(Kind(ending), from, window.Before, ending.Reason ?? "It ended early.");

    private static GapKind Kind(FetchEnding ending) => ending.End switch
    {
        FetchEnd.Cancelled => GapKind.Cancelled,
        FetchEnd.Limit => GapKind.LimitReached,
        FetchEnd.Region => ending.Outcome.End switch
        {
            RegionEnd.CutByNetwork or RegionEnd.Stalled => GapKind.CutByNetwork,
            _ => GapKind.Failed,
        },
        _ => GapKind.Failed,
    };

    private static string Text(PacketTime time) => new PacketTime(time.Nanoseconds - (time.Nanoseconds % PacketTime.Second)).ToString();
}
