namespace PacketFleet.Engine.Delivery;

/// <summary>A run of whole packet blocks in a segment: one entry of its index.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Packets">How many packets it holds, at least 1.</param>
/// <param name="Sorted">Its packets stand in order of time.</param>
/// <param name="First">Its earliest time in nanoseconds since 1970.</param>
/// <param name="Last">Its latest time.</param>
internal readonly record struct SegmentChunk(long Offset, int Length, int Packets, bool Sorted, long First, long Last);
