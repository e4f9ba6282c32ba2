namespace PacketFleet.Wire.Gravwell;

/// <summary>One entry as it arrived: a view into a decoder's buffer, valid only until the decoder is used again.</summary>
public readonly ref struct IngestEntry
{
    /// <summary>Its number on its connection, from 1.</summary>
    public ulong Id { get; init; }

    /// <summary>When: a moment outside the range of <see cref="PacketTime"/> is the nearest end of it.</summary>
    public PacketTime Time { get; init; }

    /// <summary>The tag's number on that connection.</summary>
    public ushort Tag { get; init; }

    /// <summary>16 bytes; of an IPv4 source the first four count.</summary>
    public ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Whether the source was sent as an IPv4 address.</summary>
    public bool IsIPv4Source { get; init; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The block of enumerated values, checked; empty where there is none. Read it with <see cref="EnumeratedBlock.TryRead"/>.</summary>
    public ReadOnlySpan<byte> Values { get; init; }
}
