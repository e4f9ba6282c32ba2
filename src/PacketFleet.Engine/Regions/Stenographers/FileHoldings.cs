using System.Globalization;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>What follows from the files that a Stenographer lists. Pure.</summary>
/// <param name="FileAge">How long it writes to a file.</param>
/// <param name="CaptureLag">How long packets may take to be on its disk.</param>
internal sealed record FileHoldings(TimeSpan FileAge, TimeSpan CaptureLag)
{
    /// <summary>Fills in what the files of the threads say.</summary>
    /// <param name="found">Name, moment and clock skew.</param>
    /// <param name="starts">The starts of the files of each thread, ascending.</param>
    /// <param name="oldestKnown">False where it may still be finding its own files: what is before the first one listed is unknown then.</param>
    public RegionHoldings Complete(RegionHoldings found, IReadOnlyList<IReadOnlyList<PacketTime>> starts, bool oldestKnown)
    {
        var now = found.ByItsClock(PacketTime.From(found.TakenAt));
        var held = starts.Select(Thread).Where(t => t.Files.Count > 0).ToArray();
        var known = found with { Known = true, FileAge = FileAge, Threads = held };
        if (held.Length == 0)
            return known with { Capturing = false, Horizon = now.Add(-CaptureLag), Reason = $"{found.Region} holds no file: check that its capture runs." };

        var writing = held.Where(t => IsWriting(t, now)).ToArray();
        var newest = held.Max(HeldHoles.End);
        return known with
        {
            Oldest = oldestKnown ? held.Max(t => t.Files[0].Start) : null,
            Newest = newest,
            Capturing = writing.Length > 0,
            Horizon = writing.Length > 0 ? writing.Min(t => LastWritten(t, now)!.Value) : newest,
            Holes = HeldHoles.Order(held.SelectMany(t => Holes(t, now))),
            Reason = Remark(found.Region, starts.Count, writing.Length, newest),
        };
    }

    private HeldThread Thread(IReadOnlyList<PacketTime> starts, int number) => new(number, [.. starts.Select(s => new HeldFile(s, s.Add(FileAge)))]);

    /// <summary>Its newest file is not older than two file ages and the lag.</summary>
    private bool IsWriting(HeldThread thread, PacketTime now) => LastWritten(thread, now)?.Add((FileAge * 2) + CaptureLag) >= now;

    // A file that is said to be begun in a time to come tells of a clock that was set, not of what is written now.
    private PacketTime? LastWritten(HeldThread thread, PacketTime now)
    {
        for (var i = thread.Files.Count - 1; i >= 0; i--)
        {
            if (thread.Files[i].Start <= now.Add(FileAge))
                return thread.Files[i].Start;
        }

        return null;
    }

    // Two starts more than two file ages apart: one file at least is missing between them.
    private IEnumerable<HeldHole> Holes(HeldThread thread, PacketTime now) =>
        IsWriting(thread, now) ? HeldHoles.Between(thread, FileAge) : HeldHoles.Between(thread, FileAge).Append(new(thread.Number, HeldHoles.End(thread), null));

    private static string? Remark(string region, int threads, int writing, PacketTime newest) =>
        writing == threads ? null
        : writing == 0 ? $"{region} has captured nothing since {newest}: check that its capture runs."
        : string.Create(CultureInfo.InvariantCulture, $"{region} captures with only {writing} of its {threads} threads: check its log.");
}
