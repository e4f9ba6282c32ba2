using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// What an earlier run has left of a fetch's log, and what of it is of use: the settings that say where packets wait may have been
/// changed since.
/// </summary>
/// <param name="Row">The row with what the log holds.</param>
/// <param name="Segments">Its segments, in order; they end where the log ends.</param>
/// <param name="IsAnew">Places in the log are others than before, so that nothing says what of it Gravwell has.</param>
/// <param name="Useless">Segments in the spool that nobody will read any more.</param>
internal sealed record LeftLog(FetchRecord Row, IReadOnlyList<SegmentRecord> Segments, bool IsAnew, IReadOnlyList<SegmentRecord> Useless)
{
    /// <summary>Judges.</summary>
    /// <param name="row">The fetch's row.</param>
    /// <param name="found">All segments that rows name, in order.</param>
    /// <param name="kind">Where packets wait now.</param>
    /// <param name="settled">What Gravwell has; null where none is delivered to.</param>
    public static LeftLog Of(FetchRecord row, IReadOnlyList<SegmentRecord> found, DeliveryLogKind kind, Settled? settled)
    {
        var all = found.Sum(s => s.Packets);
        var archived = found.Where(s => !s.Spooled).ToArray();
        return kind switch
        {
            // What waited elsewhere is not in the archive. What is, is compared packet by packet, and not stored twice.
            DeliveryLogKind.Archive => archived.Sum(s => s.Packets) == row.CommittedPackets ? Kept(archived) : Anew(archived, [.. found.Where(s => s.Spooled)]),

            // Segments have to reach from the first packet that Gravwell lacks to the end.
            DeliveryLogKind.Spool => all <= row.CommittedPackets && row.CommittedPackets - all <= (settled?.Packets ?? 0) ? Kept(found) : Anew([], [.. found.Where(s => s.Spooled)]),
            _ => settled is not { } mark || mark.Packets >= row.CommittedPackets ? Kept([]) : Anew([], [.. found.Where(s => s.Spooled)]),
        };

        LeftLog Kept(IReadOnlyList<SegmentRecord> segments) => new(row, segments, false, []);

        LeftLog Anew(IReadOnlyList<SegmentRecord> segments, IReadOnlyList<SegmentRecord> useless)
        {
            var (packets, bytes) = (segments.Sum(s => s.Packets), segments.Sum(s => s.Bytes));
            return new(row with { CommittedPackets = packets, CommittedBytes = bytes, CommittedHash = 0, Slices = null }, segments, true, useless);
        }
    }
}
