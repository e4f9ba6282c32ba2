using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>A stretch of time in which a region holds one file after the other, whichever thread wrote them.</summary>
/// <param name="From">The start of its first file.</param>
/// <param name="To">The end of its files.</param>
internal readonly record struct FileStretch(PacketTime From, PacketTime To)
{
    /// <summary>The stretches of a region, ascending, with more than <paramref name="pause"/> between any two.</summary>
    public static List<FileStretch> Of(RegionHoldings holdings, TimeSpan pause)
    {
        var stretches = new List<FileStretch>();
        foreach (var file in holdings.Threads.SelectMany(t => t.Files).OrderBy(f => f.Start))
            Append(stretches, new(file.Start, file.End), pause);
        return stretches;
    }

    /// <summary>The same with longer pauses bridged.</summary>
    public static List<FileStretch> Bridge(IEnumerable<FileStretch> stretches, TimeSpan pause)
    {
        var bridged = new List<FileStretch>();
        foreach (var stretch in stretches)
            Append(bridged, stretch, pause);
        return bridged;
    }

    private static void Append(List<FileStretch> stretches, FileStretch next, TimeSpan pause)
    {
        if (stretches.Count == 0 || next.From > stretches[^1].To.Add(pause))
            stretches.Add(next);
        else if (next.To > stretches[^1].To)
            stretches[^1] = stretches[^1] with { To = next.To };
    }
}
