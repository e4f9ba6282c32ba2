using System.Buffers.Binary;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Reads little-endian fields one after the other; false = not all of it has arrived.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    public bool TryByte(out byte value)
    {
        var arrived = TryBytes(1, out var field);
        value = arrived ? field[0] : default;
        return arrived;
    }

    public bool TryUInt16(out ushort value)
    {
        var arrived = TryBytes(2, out var field);
        value = arrived ? BinaryPrimitives.ReadUInt16LittleEndian(field) : default;
        return arrived;
    }

    public bool TryUInt32(out uint value)
    {
        var arrived = TryBytes(4, out var field);
        value = arrived ? BinaryPrimitives.ReadUInt32LittleEndian(field) : default;
        return arrived;
    }

    public bool TryUInt64(out ulong value)
    {
        var arrived = TryBytes(8, out var field);
        value = arrived ? BinaryPrimitives.ReadUInt64LittleEndian(field) : default;
        return arrived;
    }

    /// <summary>The caller has checked the length against a limit.</summary>
    public bool TryBytes(int length, out ReadOnlySpan<byte> field)
    {
        if (length > _bytes.Length - Position)
        {
            field = default;
            return false;
        }

        field = _bytes.Slice(Position, length);
        Position += length;
        return true;
    }
}
