namespace PacketFleet.Wire;

/// <summary>Link types of the pcap registry that are known by name here; any other number is kept as it is.</summary>
public static class LinkTypes
{
    /// <summary>BSD loopback: a 4-byte address family in host byte order, then the packet.</summary>
    public const int BsdLoopback = 0;

    /// <summary>Ethernet.</summary>
    public const int Ethernet = 1;

    /// <summary>Raw IPv4 or IPv6.</summary>
    public const int RawIp = 101;

    /// <summary>Linux cooked capture, version 1.</summary>
    public const int LinuxCooked = 113;

    /// <summary>Linux cooked capture, version 2.</summary>
    public const int LinuxCooked2 = 276;
}
