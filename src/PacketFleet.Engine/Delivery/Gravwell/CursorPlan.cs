using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>What a fetch's delivery to Gravwell has to know.</summary>
/// <param name="Region">The region's name, as people read it.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Source">The source override, 16 bytes; null = our own address on the connection.</param>
/// <param name="Labels">What every entry says of itself.</param>
/// <param name="IgnoreTimestamps">Entries carry the time at which they are encoded.</param>
/// <param name="PathOf">Where the file of a segment of the log is; null where nobody knows any more. Itself null where packets wait in memory only.</param>
internal sealed record CursorPlan(string Region, string Tag, byte[]? Source, EntryLabels Labels, bool IgnoreTimestamps, Func<SegmentRecord, string?>? PathOf);
