using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Archive;

/// <summary>File formats a download can have.</summary>
public enum CaptureFormat
{
    /// <summary>pcapng with one interface a region (and link type).</summary>
    Pcapng,

    /// <summary>Classic pcap, nanoseconds; one link type only.</summary>
    Pcap,
}

/// <summary>Writes the packets of committed segments as one capture, merged by time.</summary>
public interface ICaptureDownload
{
    /// <summary>The link types that the segments hold, without duplicates: classic pcap takes at most one.</summary>
    Task<IReadOnlyList<int>> LinkTypesAsync(IReadOnlyList<SegmentRecord> segments, CancellationToken cancellation);

    /// <summary>
    /// Streams the packets, sorted by time (equal times: by region order as given, then as stored), with bounded memory.
    /// No segments, or empty ones, give a valid empty capture with an interface block.
    /// </summary>
    /// <param name="segments">Committed segments of one job.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="comment">The section's comment in pcapng.</param>
    /// <param name="destination">Where to; written to asynchronously only.</param>
    /// <param name="cancellation">Gives up.</param>
    Task WriteAsync(IReadOnlyList<SegmentRecord> segments, CaptureFormat format, string comment, Stream destination, CancellationToken cancellation);
}
