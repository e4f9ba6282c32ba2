using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Which time the packets in a log's segments cover that Gravwell does not have yet.</summary>
internal static class UndeliveredTimes
{
    /// <summary>The time; null where it has all of them.</summary>
    /// <param name="segments">The log's segments in order.</param>
    /// <param name="end">Packets of the log with the last of them.</param>
    /// <param name="settled">So many of its packets Gravwell has.</param>
    /// <param name="options">Say where segments lie.</param>
    public static TimeWindow? Of(IReadOnlyList<SegmentRecord> segments, long end, long settled, EngineOptions options)
    {
        var (first, last) = (PacketTime.MaxValue, PacketTime.MinValue);
        for (var i = segments.Count - 1; i >= 0 && end > settled; i--)
        {
            var segment = segments[i];
            end -= segment.Packets;
            var (from, to) = end >= settled ? (segment.First, segment.Last) : Rest(segment, settled - end, options);
            (first, last) = (from < first ? from : first, to > last ? to : last);
        }

        return first > last ? null : new(first, last == PacketTime.MaxValue ? last : new PacketTime(last.Nanoseconds + 1));
    }

    /// <summary>Of a segment the first packets of which are delivered.</summary>
    private static (PacketTime First, PacketTime Last) Rest(SegmentRecord segment, long delivered, EngineOptions options)
    {
        if (options.PathOf(segment) is not { } path)
            return (segment.First, segment.Last);
        try
        {
            using var reader = CaptureReader.Open(File.OpenRead(path));
            var (first, last) = (long.MaxValue, long.MinValue);
            while (reader.TryRead(out var packet))
            {
                if (--delivered < 0)
                    (first, last) = (Math.Min(first, packet.Time), Math.Max(last, packet.Time));
            }

            return first > last ? (segment.First, segment.Last) : (new(first), new(last));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // All of it then: too much is better than too little.
            return (segment.First, segment.Last);
        }
    }
}
