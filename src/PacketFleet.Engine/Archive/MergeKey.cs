namespace PacketFleet.Engine.Archive;

/// <summary>A packet's place in the merged order: by time, then by region, then as stored. No two chunks have equal keys.</summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Region">The region's number in the order given.</param>
/// <param name="Segment">The segment's number in the order given.</param>
/// <param name="Chunk">The chunk's number in its segment; -1 for a segment not yet looked into.</param>
internal readonly record struct MergeKey(long Time, int Region, int Segment, int Chunk) : IComparable<MergeKey>
{
    public static readonly MergeKey End = new(long.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    public int CompareTo(MergeKey other)
    {
        if (Time != other.Time)
            return Time < other.Time ? -1 : 1;
        if (Region != other.Region)
            return Region < other.Region ? -1 : 1;
        return Segment != other.Segment ? Segment.CompareTo(other.Segment) : Chunk.CompareTo(other.Chunk);
    }
}
