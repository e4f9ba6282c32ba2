using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What was seen of an answer while it is read. For one thread.</summary>
/// <param name="wanted">The window of the slice.</param>
/// <param name="possible">The times that the files asked for can hold.</param>
internal sealed class AnswerTally(TimeWindow wanted, TimeWindow possible)
{
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _reached = long.MinValue;

    /// <summary>Packets that came, those of the padding and those known already included.</summary>
    public long Received { get; private set; }

    /// <summary>The time of the first that came; null = none did.</summary>
    public PacketTime? First => _first == long.MaxValue ? null : new PacketTime(_first);

    /// <summary>The latest time among them; null = none came.</summary>
    public PacketTime? Last => Seen(_last);

    /// <summary>The latest time of the slice; null = none came.</summary>
    public PacketTime? Reached => Seen(_reached);

    /// <summary>None of them came behind a later one.</summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>Packets of a time that none of the files asked for can hold: they are in no other count.</summary>
    public StrangePackets Strange { get; } = new(possible);

    /// <summary>Counts a packet; false where it is a strange one.</summary>
    /// <param name="time">Its time in nanoseconds since 1970.</param>
    /// <param name="isWanted">It belongs to the slice.</param>
    public bool Take(long time, out bool isWanted)
    {
        isWanted = wanted.Contains(time) && time >= Strange.Earliest;
        if (!isWanted && Strange.Take(time, Last))
            return false;
        if (Strange.IsOpen)
            Strange.Close(new PacketTime(time));
        if (Received++ == 0)
            _first = time;
        if (time >= _last)
            _last = time;
        else
            IsOrdered = false;
        return true;
    }

    /// <summary>A packet of the slice was come to.</summary>
    public void Reach(long time)
    {
        if (time > _reached)
            _reached = time;
    }

    private static PacketTime? Seen(long time) => time == long.MinValue ? null : new PacketTime(time);
}
