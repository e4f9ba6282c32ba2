using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Adds to the gaps of a fetch what turned out to be missing later. Pure.</summary>
internal static class GapFill
{
    /// <summary>The gaps with one more, in time order: where it lies over others it is left out, since they say why already.</summary>
    /// <param name="gaps">In time order, none over another.</param>
    /// <param name="more">One more.</param>
    public static IReadOnlyList<Gap> With(IReadOnlyList<Gap> gaps, Gap more)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        ArgumentNullException.ThrowIfNull(more);
        var filled = new List<Gap>(gaps.Count + 1);
        TimeWindow? rest = new(more.From, more.To);
        foreach (var gap in gaps)
        {
            if (rest is { } left && gap.From is { } from)
                Add(left.Intersect(new(null, from)));
            filled.Add(gap);
            rest = gap.To is { } to ? rest?.Intersect(new(to, null)) : null;
        }

        if (rest is { } behind)
            Add(behind);
        return filled;

        void Add(TimeWindow window)
        {
            if (!window.IsEmpty)
                filled.Add(more with { From = window.After, To = window.Before });
        }
    }
}
