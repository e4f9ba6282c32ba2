using System.Globalization;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>Which parts of a window a region holds. Pure.</summary>
public static class WindowCoverage
{
    /// <summary>
    /// The stretches of the window in order: each begins where the one before ends, neighbours differ in kind or reason, none is empty.
    /// An open start begins at the oldest packet that is known; an open end is now by the region's clock, or where the files of a
    /// directory end that nobody adds to. Nothing where the window
    /// is empty, or where its start is open and nothing is known.
    /// </summary>
    /// <param name="holdings">What the region holds.</param>
    /// <param name="window">The window asked for.</param>
    /// <param name="now">Our clock.</param>
    public static IReadOnlyList<HeldSpan> Of(RegionHoldings holdings, TimeWindow window, PacketTime now)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        var to = window.Before ?? OpenEnd(holdings, now);
        if ((window.After ?? Start(holdings)) is not { } from || from >= to)
            return [];

        var spans = new List<HeldSpan>();
        var edges = Edges(holdings, from, to);
        for (var i = 0; i + 1 < edges.Count; i++)
            Append(spans, Judge(holdings, edges[i], edges[i + 1]));
        return spans;
    }

    // Files that nobody adds to end where they end: only a capture can lack what came after.
    private static PacketTime OpenEnd(RegionHoldings holdings, PacketTime now)
    {
        var clock = holdings.ByItsClock(now);
        return holdings is { FileAge: null, Capturing: false, Newest: { } newest } && newest < clock ? newest : clock;
    }

    private static PacketTime? Start(RegionHoldings holdings) =>
        holdings.Oldest ?? (holdings.Threads.Count > 0 ? holdings.Threads.Max(t => t.Files[0].Start) : null);

    /// <summary>Every moment at which the answer may change, and both ends, ascending.</summary>
    private static List<PacketTime> Edges(RegionHoldings holdings, PacketTime from, PacketTime to)
    {
        var edges = new SortedSet<PacketTime> { from, to };
        Add(Start(holdings));
        Add(holdings.Horizon);
        foreach (var hole in holdings.Holes)
        {
            Add(hole.From);
            Add(hole.To);
        }

        return [.. edges];

        void Add(PacketTime? edge)
        {
            if (edge > from && edge < to)
                edges.Add(edge.Value);
        }
    }

    /// <summary>All of a stretch without an edge inside is the same.</summary>
    private static HeldSpan Judge(RegionHoldings holdings, PacketTime from, PacketTime to)
    {
        var region = holdings.Region;
        if (holdings.Capturing != false && holdings.Horizon <= from)
            return new(HeldKind.NotYet, from, to, $"{region} may not have this on its disk yet.");
        if (Start(holdings) is not { } start)
            return new(HeldKind.Unknown, from, to, holdings.Reason ?? $"{region} does not tell what it holds.");
        if (from < start)
        {
            return holdings.Oldest is { } oldest
                ? new(HeldKind.Gone, from, to, $"{region} holds nothing whole before {oldest}.")
                : new(HeldKind.Unknown, from, to, $"{region} does not tell its oldest packet.");
        }

        var holes = holdings.Holes.Where(h => h.From <= from && (h.To is null || h.To > from)).Select(h => h.Thread).Distinct().Order().ToArray();
        return holes.Length == 0 ? new(HeldKind.Held, from, to, null) : new(HeldKind.NoCapture, from, to, Missing(holdings, holes));
    }

    private static string Missing(RegionHoldings holdings, int[] threads) => threads.Length >= holdings.Threads.Count
        ? $"{holdings.Region} captured nothing here."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{holdings.Region} captured only a part here: {(threads.Length == 1 ? "thread" : "threads")} {string.Join(", ", threads)} of its {holdings.Threads.Count} wrote nothing.");

    private static void Append(List<HeldSpan> spans, HeldSpan next)
    {
        if (spans.Count > 0 && spans[^1] is var last && last.Kind == next.Kind && string.Equals(last.Reason, next.Reason, StringComparison.Ordinal))
            spans[^1] = last with { To = next.To };
        else
            spans.Add(next);
    }
}
