using PacketFleet.Wire;

namespace PacketFleet.Engine.Delivery;

/// <summary>A committed segment's row.</summary>
/// <param name="Job">The job's number.</param>
/// <param name="Region">The region's name.</param>
/// <param name="Attempt">The fetch's attempt that wrote it.</param>
/// <param name="Slice">The slice's number within the fetch, from 0.</param>
/// <param name="Number">The segment's number within the fetch, from 0, over all attempts.</param>
/// <param name="File">Its pcapng file, relative to the archive directory, with forward slashes.</param>
/// <param name="Packets">How many packets it holds.</param>
/// <param name="Bytes">Their captured bytes.</param>
/// <param name="FileBytes">The file's length.</param>
/// <param name="First">The earliest packet's time.</param>
/// <param name="Last">The latest packet's time.</param>
/// <param name="CommittedAt">When it was stored.</param>
/// <param name="Spooled">Its file lies in the spool, relative to that directory, and goes once it is delivered; otherwise in the archive.</param>
public sealed record SegmentRecord(
    long Job,
    string Region,
    int Attempt,
    int Slice,
    int Number,
    string File,
    long Packets,
    long Bytes,
    long FileBytes,
    PacketTime First,
    PacketTime Last,
    DateTimeOffset CommittedAt,
    bool Spooled = false);
