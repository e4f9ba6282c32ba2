namespace PacketFleet.Wire.Gravwell.Compression;

/// <summary>Snappy's framing format: chunks of a type, a length in three bytes, a checksum and data.</summary>
internal static class SnappyFormat
{
    /// <summary>Bytes of data a chunk may stand for.</summary>
    public const int MaxBlock = 64 * 1024;

    /// <summary>Type and length of a chunk.</summary>
    public const int HeaderLength = 4;

    /// <summary>The checksum before its data.</summary>
    public const int ChecksumLength = 4;

    public const byte Compressed = 0x00;
    public const byte Uncompressed = 0x01;
    public const byte FirstSkippable = 0x80;
    public const byte Identifier = 0xFF;

    /// <summary>The chunk every stream begins with.</summary>
    public static ReadOnlySpan<byte> StreamIdentifier => [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59];
}
