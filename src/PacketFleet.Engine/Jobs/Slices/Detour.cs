using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// How to go round a packet that ends every answer it is in, since it is longer than a Stenographer can send: what is behind its file is
/// asked by itself.
/// </summary>
/// <param name="Ask">
/// The window to ask for as it is, without padding: it selects no file up to that of the packet, and every file behind. All packets of
/// the slice that come are new, unless <see cref="Compare"/>. Null where no file is left.
/// </param>
/// <param name="OutOfReach">What cannot be had of the slice: from where the answer ended to the end of the packet's file.</param>
/// <param name="Compare">Some packets may have come before: each is to be compared with what the log holds.</param>
internal sealed record Detour(TimeWindow? Ask, TimeWindow OutOfReach, bool Compare)
{
    /// <summary>So far around the times asked for a Stenographer selects files by their names.</summary>
    private static readonly TimeSpan Slop = TimeSpan.FromMinutes(1);

    /// <summary>File names are whole microseconds.</summary>
    private static readonly TimeSpan NextName = TimeSpan.FromMicroseconds(1);

    /// <summary>The way round; null where no file is known to hold the moment.</summary>
    /// <param name="threads">The region's files.</param>
    /// <param name="at">
    /// Where the answer ended: the latest packet received, or the start of the packet's file where the index tells of a later one. Where
    /// the detour itself brings no packet: the start of the first file it asked for.
    /// </param>
    /// <param name="slice">The slice.</param>
    /// <param name="padding">How far to ask beyond the end of the slice.</param>
    /// <param name="edge">Everything before this has come: not later than <paramref name="at"/>.</param>
    public static Detour? Past(IReadOnlyList<HeldThread> threads, PacketTime at, TimeWindow slice, TimeSpan padding, PacketTime edge)
    {
        ArgumentNullException.ThrowIfNull(threads);
        PacketTime? last = null;
        PacketTime? next = null;
        PacketTime? end = null;
        foreach (var files in threads.Select(t => t.Files))
        {
            // Which thread's file it is, no answer tells: none of those that were being read is asked again.
            var index = LastBegun(files, at);
            if (index >= 0)
            {
                last = Later(last, files[index].Start);
                end = Later(end, End(files, index));
            }

            if (index + 1 < files.Count && !(files[index + 1].Start >= next))
                next = files[index + 1].Start;
        }

        if (last is not { } file)
            return null;

        var before = slice.Before?.Add(padding);
        TimeWindow? ask = next is { } first && !(first > before) ? new(Later(first, file.Add(Slop + NextName)), before) : null;

        // A file begins with packets some seconds older than its name: where one begins about here, some of its packets can have come.
        var mayHaveCome = threads.Count > 1 || next < at.Add(SliceClosing.Disorder);
        return new(ask, slice.Intersect(new(edge, end > at ? end : at)), mayHaveCome);
    }

    private static int LastBegun(IReadOnlyList<HeldFile> files, PacketTime at)
    {
        var index = files.Count - 1;
        while (index >= 0 && files[index].Start > at)
            index--;
        return index;
    }

    // A file is written until the next one is begun, some moments past its age.
    private static PacketTime End(IReadOnlyList<HeldFile> files, int index)
    {
        var file = files[index];
        return index + 1 < files.Count && files[index + 1].Start is var next && next > file.End && next.Since(file.End) <= file.End.Since(file.Start) ? next : file.End;
    }

    private static PacketTime? Later(PacketTime? one, PacketTime? other) => one > other || other is null ? one : other;
}
