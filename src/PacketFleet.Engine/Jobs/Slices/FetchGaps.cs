using System.Globalization;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Which parts of the window of a fetch have no full answer, and why. Pure.</summary>
/// <remarks>
/// What did not come is missing, whatever the region is thought to hold, but where its own list of files shows that it holds nothing:
/// asking again would bring nothing there. What did come is complete only up to what the region held whole when it was asked.
/// </remarks>
internal static class FetchGaps
{
    /// <summary>The gaps in time order, equal neighbours as one, and what they add up to.</summary>
    public static FetchCoverage Find(FetchFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Window.IsEmpty)
            return new([], Verdict.Complete, null);

        var judge = new MomentJudge(facts);
        var list = new GapList();
        var edges = judge.Edges();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            if (judge.At(edges[i]) is { } found)
                list.Add(found.Kind, edges[i], edges[i + 1], found.Reason);
        }

        var gaps = list.Take(facts.Window, judge.Nothing.Pause);
        return new(gaps, FetchCoverage.Judge(gaps), Assumption(facts, judge.Nothing));
    }

    private static string? Assumption(FetchFacts facts, HeldNothing nothing)
    {
        // Of what did not come nothing is taken for true.
        if (!facts.Results.Any(r => r.Ended is null || r.MissingFrom is not null))
            return null;

        // Where it tells nothing at all, that it was not counted says no more.
        var held = Held(facts, nothing);
        var uncounted = facts.Latest.Known ? Uncounted(facts) : null;
        return held is null || uncounted is null ? held ?? uncounted : $"{held} {uncounted}";
    }

    private static string? Uncounted(FetchFacts facts)
    {
        var answered = facts.Results.Count(r => r.Ended is null);
        var uncounted = facts.Results.Count(r => r is { Ended: null, Uncounted: true });
        if (uncounted == 0)
            return null;
        return uncounted == answered
            ? $"{facts.Region}'s index could not be counted; its answers are taken as whole where they ended well."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{facts.Region}'s index could not be counted for {uncounted:N0} of {answered:N0} slices; {(uncounted == 1 ? "that is" : "those are")} taken as whole since {(uncounted == 1 ? "its answer" : "their answers")} ended well.");
    }

    private static string? Held(FetchFacts facts, HeldNothing nothing)
    {
        var (region, latest) = (facts.Region, facts.Latest);
        if (!latest.Known)
            return $"{latest.Reason ?? $"{region} does not tell what it holds."} Its answers are taken as whole where they ended well.";
        if (latest.Oldest is null && nothing.First is { } first && !(facts.Window.After >= first))
            return $"{region} does not tell its oldest packet; what it sent from before {GapWords.Text(first)} is taken as all there was.";
        return facts.Window.After is null && facts.Before.Oldest is { } before && latest.Oldest > before
            ? $"{region} deleted what it held before {GapWords.Text(latest.Oldest.Value)} while it was asked; what came of it is taken as all there was."
            : null;
    }
}
