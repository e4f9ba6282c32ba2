namespace PacketFleet.Wire.Gravwell;

/// <summary>What the data of an enumerated value is; numbers are little-endian.</summary>
public enum EnumeratedType : byte
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary>Bytes.</summary>
    Bytes = 1,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 2,

    /// <summary>One byte.</summary>
    Byte = 3,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 4,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 5,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16 = 6,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 7,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32 = 8,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 9,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64 = 10,

    /// <summary>Floating, 32 bits.</summary>
    Float32 = 11,

    /// <summary>Floating, 64 bits.</summary>
    Float64 = 12,

    /// <summary>UTF-8.</summary>
    Text = 13,

    /// <summary>A hardware address.</summary>
    Mac = 14,

    /// <summary>An IP address, 4 or 16 bytes.</summary>
    Ip = 15,

    /// <summary>Seconds since year 1 (64 bits) and nanoseconds (32 bits).</summary>
    Timestamp = 16,

    /// <summary>Nanoseconds, signed, 64 bits.</summary>
    Duration = 17,
}
