using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// Whether a region's answers come in time order, and so up to where one that broke off has all its packets. Inside a file they do; but a
/// file may begin with packets some seconds older than those that the one before ended with. For one thread.
/// </summary>
/// <param name="isSorted">The region sorts what it sends.</param>
internal sealed class AnswerOrder(bool isSorted)
{
    /// <summary>True once an answer has gone from one file to the next in order, false once one has come out of it; null = neither yet.</summary>
    private bool? _isOrdered = isSorted ? true : null;

    /// <summary>An answer was read.</summary>
    /// <param name="threads">The files it may have been read from.</param>
    /// <param name="first">The time of its first packet.</param>
    /// <param name="last">The latest time in it.</param>
    /// <param name="isOrdered">No packet of it came behind a later one.</param>
    public void Heard(IReadOnlyList<HeldThread> threads, PacketTime first, PacketTime last, bool isOrdered)
    {
        if (isSorted || _isOrdered == false)
            return;
        if (!isOrdered)
            _isOrdered = false;
        else if (Starts(threads).Any(s => first < s && s.Add(SliceClosing.Disorder) <= last))
            _isOrdered = true;
    }

    /// <summary>Everything before this has come of an answer that broke off.</summary>
    /// <param name="threads">The region's files; none where it does not tell them.</param>
    /// <param name="last">The latest time in it.</param>
    public PacketTime AllBefore(IReadOnlyList<HeldThread> threads, PacketTime last)
    {
        if (_isOrdered is { } known)
            return known ? last : SliceClosing.Settled(last);

        // Near the start of a file nobody knows yet whether it was begun, or how old its first packets are.
        var near = Starts(threads).Where(s => s > SliceClosing.Settled(last) && s < last.Add(SliceClosing.Disorder)).Select(SliceClosing.Settled);
        return near.Append(last).Min();
    }

    // The next file of a thread, which is not told yet, begins where the last one ends.
    private static IEnumerable<PacketTime> Starts(IReadOnlyList<HeldThread> threads) =>
        threads.SelectMany(t => t.Files.Select(f => f.Start).Append(t.Files[^1].End));
}
