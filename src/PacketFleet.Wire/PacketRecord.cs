namespace PacketFleet.Wire;

/// <summary>One captured packet, as a view into a reader's buffer: valid only until the reader moves on.</summary>
public readonly ref struct PacketRecord
{
    /// <summary>When it was captured: nanoseconds since 1970.</summary>
    public long Time { get; init; }

    /// <summary>What the frame starts with: a link type of the pcap registry (1 = Ethernet, 101 = raw IP, 113 = Linux cooked, 0 = BSD loopback).</summary>
    public int LinkType { get; init; }

    /// <summary>Length on the wire in bytes; at least the captured length in a sound capture.</summary>
    public uint OriginalLength { get; init; }

    /// <summary>The captured bytes.</summary>
    public ReadOnlySpan<byte> Data { get; init; }
}
