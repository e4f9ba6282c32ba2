using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>A file whose index is to be asked.</summary>
/// <param name="Thread">The thread that wrote it.</param>
/// <param name="File">The file.</param>
/// <param name="IsEdge">It reaches over an edge of the window.</param>
internal readonly record struct FileToCount(int Thread, HeldFile File, bool IsEdge);

/// <summary>Which files a count asks. Pure.</summary>
internal static class CountPlan
{
    /// <summary>Stenographer's own slop when it selects files by name.</summary>
    private static readonly TimeSpan Slop = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A block of packets is written when it is full or 10 s old, and a file is ended within a second or two of its age: packets of a
    /// file lie so far outside its nominal span at most.
    /// </summary>
    private static readonly TimeSpan Spill = TimeSpan.FromSeconds(15);

    /// <summary>The files, newest first.</summary>
    public static List<FileToCount> Of(RegionHoldings holdings, CountRequest request)
    {
        var window = request.Window;
        var age = holdings.FileAge ?? Slop;
        var ask = request.Ask ?? new TimeWindow(window.After?.Add(-age), window.Before);
        return window.IsEmpty
            ? []
            : [.. holdings.Threads
                .SelectMany(t => t.Files.Where(f => IsSelected(f, ask)).Select(f => new FileToCount(t.Number, f, IsEdge(f, window))))
                .OrderByDescending(f => f.File.Start)
                .ThenBy(f => f.Thread)];
    }

    /// <summary>As Stenographer selects: by the name alone, a minute wider on both sides.</summary>
    private static bool IsSelected(HeldFile file, TimeWindow ask) =>
        !(file.Start < ask.After?.Add(-Slop)) && !(file.Start > ask.Before?.Add(Slop));

    private static bool IsEdge(HeldFile file, TimeWindow window) =>
        file.Start.Add(-Spill) < window.After || file.End.Add(Spill) > window.Before;
}
