using System.Buffers.Binary;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>A named, typed value carried by an entry, as <c>intrinsic</c> reads it in a search.</summary>
/// <param name="Name">At most 1024 bytes of UTF-8.</param>
/// <param name="Type">What the data is.</param>
/// <param name="Data">At most 63 KiB.</param>
public sealed record EnumeratedValue(string Name, EnumeratedType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>A text.</summary>
    public EnumeratedValue(string name, string text)
        : this(name, EnumeratedType.Text, Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>An unsigned number of 32 bits.</summary>
    public EnumeratedValue(string name, uint number)
        : this(name, EnumeratedType.UInt32, new byte[4]) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes, number);

    /// <summary>An unsigned number of 64 bits.</summary>
    public EnumeratedValue(string name, ulong number)
        : this(name, EnumeratedType.UInt64, new byte[8]) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Bytes, number);

    /// <summary>A moment.</summary>
    public EnumeratedValue(string name, PacketTime time)
        : this(name, EnumeratedType.Timestamp, new byte[IngestTime.Length]) =>
        IngestTime.Write(Bytes, time.Nanoseconds);

    // Only for data made here, which nobody else has seen yet.
    private Span<byte> Bytes => System.Runtime.InteropServices.MemoryMarshal.AsMemory(Data).Span;

    /// <summary>
    /// What it says: <see cref="string"/> of a text, <see cref="ulong"/> of an unsigned number, <see cref="long"/> of a signed one or a
    /// duration, <see cref="double"/>, <see cref="bool"/>, <see cref="PacketTime"/>; lower-case hex of everything else.
    /// </summary>
    public object Value
    {
        get
        {
            var data = Data.Span;
            return EnumeratedBlock.IsSound(Type, data) ? Type switch
            {
                EnumeratedType.Text => Encoding.UTF8.GetString(data),
                EnumeratedType.Bool => data[0] != 0,
                EnumeratedType.Byte => (ulong)data[0],
                EnumeratedType.UInt16 => (ulong)BinaryPrimitives.ReadUInt16LittleEndian(data),
                EnumeratedType.UInt32 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(data),
                EnumeratedType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(data),
                EnumeratedType.Int8 => (long)(sbyte)data[0],
                EnumeratedType.Int16 => (long)BinaryPrimitives.ReadInt16LittleEndian(data),
                EnumeratedType.Int32 => (long)BinaryPrimitives.ReadInt32LittleEndian(data),
                EnumeratedType.Int64 or EnumeratedType.Duration => BinaryPrimitives.ReadInt64LittleEndian(data),
                EnumeratedType.Float32 => (double)BinaryPrimitives.ReadSingleLittleEndian(data),
                EnumeratedType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(data),
                EnumeratedType.Timestamp => IngestTime.Read(data),
                _ => Convert.ToHexStringLower(data),
            } : Convert.ToHexStringLower(data);
        }
    }

    /// <inheritdoc/>
    public bool Equals(EnumeratedValue? other) =>
        other is not null && Type == other.Type && string.Equals(Name, other.Name, StringComparison.Ordinal) && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name, StringComparer.Ordinal);
        hash.Add(Type);
        hash.AddBytes(Data.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";
}
