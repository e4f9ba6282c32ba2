using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// Up to where an answer that broke off has all its packets. Inside a file packets come in order; a file may begin with packets some
/// seconds older than those that the one before ended with.
/// </summary>
internal static class AnswerEdge
{
    /// <summary>All that the region holds from before this moment has come.</summary>
    /// <param name="starts">When the files begin that it may have been reading, in any order; none where it sorts what it sends; null = not known.</param>
    /// <param name="last">The latest time that came.</param>
    public static PacketTime Of(IEnumerable<PacketTime>? starts, PacketTime last)
    {
        if (starts is null)
            return SliceClosing.Settled(last);

        var edge = last;
        foreach (var start in starts)
        {
            if (start.Add(-SliceClosing.Disorder) is var first && first < edge && last < start.Add(SliceClosing.Disorder))
                edge = first;
        }

        return edge;
    }
}
