namespace PacketFleet.Web.Components.Pictures;

/// <summary>A stretch on whole pixels.</summary>
public readonly record struct BarPiece(CoverageKind Kind, int X, int Width, string? Reason);

/// <summary>
/// Puts stretches on whole pixels: 1 px of ground between two, none under 2 px wide. Where there are more than fit, the two
/// neighbours that take the least together become one, and show the graver of both.
/// </summary>
public static class BarLayout
{
    private const int Least = 2;
    private const int Ground = 1;

    /// <summary>The pieces from left to right; together they fill the width.</summary>
    public static IReadOnlyList<BarPiece> Of(IReadOnlyList<CoverageSegment> segments, int width)
    {
        if (segments.Count == 0 || width < Least)
            return [];

        var list = segments.ToList();
        while ((list.Count * (Least + Ground)) - Ground > width)
            MergeSmallest(list);

        var ends = Ends(list, width);
        var pieces = new BarPiece[list.Count];
        for (var i = 0; i < pieces.Length; i++)
        {
            var x = i == 0 ? 0 : ends[i - 1] + Ground;
            pieces[i] = new(list[i].Kind, x, ends[i] - x, list[i].Reason);
        }

        return pieces;
    }

    private static int[] Ends(List<CoverageSegment> list, int width)
    {
        var ends = new int[list.Count];
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = Math.Max((int)Math.Round(list[i].To * width, MidpointRounding.AwayFromZero), start + Least);
            start = ends[i] + Ground;
        }

        // What was pushed over the right edge is pushed back.
        var limit = width;
        for (var i = ends.Length - 1; i >= 0; i--)
        {
            ends[i] = i == ends.Length - 1 ? width : Math.Min(ends[i], limit);
            limit = ends[i] - Least - Ground;
        }

        return ends;
    }

    private static void MergeSmallest(List<CoverageSegment> list)
    {
        var best = 0;
        for (var i = 1; i < list.Count - 1; i++)
        {
            if (list[i + 1].To - list[i].From < list[best + 1].To - list[best].From)
                best = i;
        }

        var (left, right) = (list[best], list[best + 1]);
        var graver = right.Kind > left.Kind ? right : left;
        list[best] = graver with { From = left.From, To = right.To };
        list.RemoveAt(best + 1);
    }
}
