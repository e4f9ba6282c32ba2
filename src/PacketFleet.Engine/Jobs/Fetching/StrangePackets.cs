using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The packets of an answer whose times none of the files asked for can hold. A packet file that is damaged, with zeros for one, is sent
/// as packets of 1970, where others were captured. Holds a bounded number of stretches.
/// </summary>
/// <param name="possible">The times that the files asked for can hold.</param>
internal sealed class StrangePackets(TimeWindow possible)
{
    private const int MostStretches = 256;

    private readonly List<TimeWindow> _stretches = [];
    private PacketTime? _from;

    /// <summary>How many came.</summary>
    public long Count { get; private set; }

    /// <summary>No packet of an earlier time is wanted, whatever the window says. Nanoseconds since 1970.</summary>
    public long Earliest { get; } = possible.First;

    /// <summary>The latest that came was one of them.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a packet outside the window is one of them; counts it then.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="last">The latest time that came before; null = none did.</param>
    public bool Take(long time, PacketTime? last)
    {
        if (possible.Contains(time))
            return false;
        Count++;
        if (!IsOpen)
            (IsOpen, _from) = (true, last);
        return true;
    }

    /// <summary>A packet that is none of them came behind them, with this time; null = the answer ended.</summary>
    public void Close(PacketTime? next)
    {
        IsOpen = false;
        if (_stretches.Count == MostStretches)
            _stretches[^1] = _stretches[^1] with { Before = next };
        else
            _stretches.Add(new TimeWindow(_from, next));
    }

    /// <summary>From the packet before to the packet behind each: what was captured in their place lies there. In the order of the answer.</summary>
    /// <param name="inOrder">All files asked for are of one thread: its packets come as they were captured. Else it may be anything behind the first.</param>
    public IReadOnlyList<TimeWindow> Stretches(bool inOrder)
    {
        if (IsOpen)
            Close(null);
        return inOrder || _stretches.Count == 0 ? _stretches : [_stretches[0] with { Before = null }];
    }
}
