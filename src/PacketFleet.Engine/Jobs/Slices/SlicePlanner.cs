using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Divides the window of a fetch into slices. Pure.</summary>
internal static class SlicePlanner
{
    /// <summary>Of a fetch there are no more slices than these at first: longer windows go in longer slices.</summary>
    public const int Most = 512;

    /// <summary>A window no longer than this is one slice.</summary>
    private static readonly TimeSpan ShortWindow = TimeSpan.FromMinutes(1);

    /// <summary>A pause no longer than two of these is not worth two questions.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);

    /// <summary>No length is longer: nothing that a packet time can tell is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365 * 600);

    /// <summary>
    /// The slices in order: half-open, none empty, none over another, each packet of the window that the region can hold in exactly one.
    /// They adjoin but for stretches in which the region holds no file. None is shorter than a file where the window is not. Nothing
    /// where the region demonstrably holds nothing of the window: then there is nothing to ask.
    /// </summary>
    /// <param name="window">The window wanted.</param>
    /// <param name="holdings">What the region holds; where its files are not known the window is cut into plain steps.</param>
    /// <param name="pinnedAt">When the job was submitted, by our clock: what comes later is not cut any finer.</param>
    /// <param name="length">How long a slice is to be.</param>
    /// <param name="fileAge">How long a file of the region is at most; zero for a directory.</param>
    public static IReadOnlyList<Slice> Plan(TimeWindow window, RegionHoldings holdings, PacketTime pinnedAt, TimeSpan length, TimeSpan fileAge)
    {
        ArgumentNullException.ThrowIfNull(holdings);
        if (window.IsEmpty)
            return [];

        var age = Clamp(fileAge, TimeSpan.Zero);
        var cutter = new SliceCutter(window, holdings, holdings.ByItsClock(pinnedAt), age);
        var wanted = IsShort(window) ? Longest : Clamp(length, age > TimeSpan.Zero ? age : TimeSpan.FromSeconds(1));
        var pause = age > ShortestPause ? age : ShortestPause;
        for (var factor = 1L; ; factor *= 2)
        {
            if (cutter.Cut(Times(wanted, factor), Times(pause, factor), Most) is { } slices)
                return slices;
        }
    }

    private static bool IsShort(TimeWindow window) => window is { After: { } after, Before: { } before } && before.Since(after) <= ShortWindow;

    private static TimeSpan Clamp(TimeSpan span, TimeSpan least) => span < least ? least : span > Longest ? Longest : span;

    private static TimeSpan Times(TimeSpan span, long factor) => span.Ticks > Longest.Ticks / factor ? Longest : TimeSpan.FromTicks(span.Ticks * factor);
}
