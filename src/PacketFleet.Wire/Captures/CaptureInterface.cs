namespace PacketFleet.Wire.Captures;

/// <summary>What a capture says of the interface its packets came from.</summary>
/// <param name="Number">From 0, within its section; 0 in a classic pcap.</param>
/// <param name="Name">Its name, cut to 128 bytes; null where none is given.</param>
/// <param name="LinkType">A link type of the pcap registry.</param>
/// <param name="SnapLength">Most bytes kept of a packet; 0 = no limit.</param>
public sealed record CaptureInterface(int Number, string? Name, int LinkType, uint SnapLength);
