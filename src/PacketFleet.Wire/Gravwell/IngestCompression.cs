namespace PacketFleet.Wire.Gravwell;

/// <summary>How both directions are compressed.</summary>
public enum IngestCompression : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Snappy's framing format.</summary>
    Snappy = 0x10,
}
