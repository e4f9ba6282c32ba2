using PacketFleet.Wire;

namespace PacketFleet.Engine.Delivery;

/// <summary>
/// A running hash over packets in order: time, length on the wire, link type and data of each. Not cryptographic.
/// Its whole state is <see cref="Value"/>, so that it can be stored and gone on with.
/// </summary>
public struct PacketHash(ulong value) : IEquatable<PacketHash>
{
    private const ulong Odd1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong Odd2 = 0xD6E8_FEB8_6659_FD93;

    private ulong _value = value;

    /// <summary>The hash over all packets so far; 0 for none.</summary>
    public readonly ulong Value => _value;

    /// <summary>Goes on with one more packet.</summary>
    public void Add(in PacketRecord packet)
    {
        var data = DataHash.Of(packet.Data);
        var head = ((ulong)packet.Time * Odd1) ^ ((((ulong)packet.OriginalLength << 32) | (uint)packet.LinkType) * Odd2);

        // Folding a 128-bit product spreads every bit of both factors; the rotation makes the order count.
        _value = DataHash.Fold(ulong.RotateLeft(_value, 23) ^ data ^ Odd2, head ^ _value ^ Odd1) + data;
    }

    /// <inheritdoc/>
    public readonly bool Equals(PacketHash other) => _value == other._value;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is PacketHash other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _value.GetHashCode();

    /// <summary>The same packets in the same order (or one collision in 2⁶⁴).</summary>
    public static bool operator ==(PacketHash left, PacketHash right) => left.Equals(right);

    /// <summary>Not the same packets in the same order.</summary>
    public static bool operator !=(PacketHash left, PacketHash right) => !left.Equals(right);
}
