using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>A window in the times that stand in the files, both ends included.</summary>
/// <param name="First">The first nanosecond asked for.</param>
/// <param name="Last">The last one; before <paramref name="First"/> when nothing is asked for.</param>
internal readonly record struct AskedSpan(long First, long Last)
{
    public static AskedSpan From(TimeWindow window, long shift)
    {
        var first = window.After is { } after ? Shifted.Add(after.Nanoseconds, -(Int128)shift) : long.MinValue;
        var last = window.Before is { } before ? Shifted.Add(before.Nanoseconds, -(Int128)shift - 1) : long.MaxValue;
        return window.IsEmpty ? new AskedSpan(0, -1) : new AskedSpan(first, last);
    }

    public bool Touches(CaptureFile file) => file.Packets > 0 && file.First <= Last && file.Last >= First;
}
