using System.Globalization;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>How many packets of a file match, by the region's index.</summary>
/// <param name="Start">The start of the file.</param>
/// <param name="End">Its nominal end.</param>
/// <param name="Packets">How many.</param>
internal readonly record struct FileCount(PacketTime Start, PacketTime End, long Packets);

/// <summary>An answer that ended as an answer should, but has fewer packets than the region's index tells of.</summary>
/// <param name="Packets">So many did not come, those of the padding included.</param>
/// <param name="Gap">What is missing of the slice.</param>
/// <param name="IsBehind">All of it may be behind the latest packet that came: the answer ended there. False = some of it is missing before.</param>
internal sealed record AnswerShortfall(long Packets, Gap Gap, bool IsBehind);

/// <summary>
/// Tells a whole answer from one that a Stenographer ended early: both end as a stream without packets more. Pure.
/// </summary>
internal static class AnswerCheck
{
    /// <summary>Compares an answer with the index. Null where nothing of the slice is short.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="counts">
    /// Every file that the padded question selects, counted before it was asked. Where some could not be counted, an answer that is not
    /// short is not shown to be whole.
    /// </param>
    /// <param name="received">Packets that came, before any cut and those skipped as known included.</param>
    /// <param name="last">The latest time among them; null = none came.</param>
    /// <param name="edge">Where all it lacks is behind those, everything before this has come.</param>
    public static AnswerShortfall? Find(string region, TimeWindow slice, IReadOnlyCollection<FileCount> counts, long received, PacketTime? last, PacketTime? edge)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var told = counts.Sum(c => c.Packets);
        var missing = told - received;
        if (missing <= 0)
            return null;

        // More than there is behind the last packet: some of it is missing before, nobody knows where.
        var isBehind = last is not { } latest || missing <= counts.Where(c => c.End.Add(SliceClosing.Disorder) > latest).Sum(c => c.Packets);
        var from = isBehind && edge > (slice.After ?? PacketTime.MinValue) ? edge : slice.After;
        if (from >= slice.Before)
            return null;

        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{region} ended its answer early: {missing:N0} of {told:N0} packets that its index tells of did not come; Retry asks for them again.");
        return new(missing, new Gap(GapKind.CutByServer, from, slice.Before, reason), isBehind);
    }
}
