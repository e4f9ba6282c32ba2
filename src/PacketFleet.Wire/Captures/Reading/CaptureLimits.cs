namespace PacketFleet.Wire.Captures.Reading;

/// <summary>What is believed of a capture before anything is allocated for it.</summary>
internal static class CaptureLimits
{
    /// <summary>Captured bytes of a packet in a classic pcap whose header asks for no more: what libpcap takes too.</summary>
    public const uint Packet = 256 * 1024;

    /// <summary>Bytes of a pcapng block, and of a packet where the pcap header asks for larger ones.</summary>
    public const uint Block = 16 * 1024 * 1024;

    /// <summary>Interfaces of a pcapng section.</summary>
    public const int Interfaces = 65_536;

    /// <summary>Bytes kept of an interface's name.</summary>
    public const int InterfaceName = 128;
}
