using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>The block of enumerated values behind an entry's data.</summary>
public static class EnumeratedBlock
{
    /// <summary>Bytes before the first value: size, count, padding.</summary>
    public const int HeaderLength = 8;

    private const int ValueHeaderLength = 8;

    /// <summary>How long the block of some values is, in bytes; 0 without a value.</summary>
    public static int Length(IReadOnlyCollection<EnumeratedValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0 ? 0 : HeaderLength + values.Sum(v => ValueHeaderLength + Encoding.UTF8.GetByteCount(v.Name) + v.Data.Length);
    }

    /// <summary>Writes a block and returns its length; nothing without a value. Throws <see cref="ArgumentException"/> for a value beyond <see cref="IngestLimits"/>.</summary>
    public static int Write(Span<byte> destination, IReadOnlyCollection<EnumeratedValue> values)
    {
        var length = Length(values);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, IngestLimits.Values);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Count, ushort.MaxValue);
        if (length == 0)
            return 0;

        destination = destination[..length];
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)values.Count);
        destination = destination[HeaderLength..];
        foreach (var value in values)
            destination = destination[WriteValue(destination, value)..];
        return length;
    }

    /// <summary>Reads a whole block; one sentence in <paramref name="error"/> where it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, [NotNullWhen(true)] out IReadOnlyList<EnumeratedValue>? values, [NotNullWhen(false)] out string? error)
    {
        values = null;
        error = Check(block);
        if (error is not null)
            return false;

        var found = new List<EnumeratedValue>();
        for (block = block[HeaderLength..]; block.Length > 0;)
        {
            var name = Field(block, 2);
            var data = Field(block, 4);
            found.Add(new(Encoding.UTF8.GetString(block.Slice(ValueHeaderLength, name)), (EnumeratedType)block[6], block.Slice(ValueHeaderLength + name, data).ToArray()));
            block = block[(ValueHeaderLength + name + data)..];
        }

        values = found;
        return true;
    }

    /// <summary>What is wrong with a whole block, in one sentence; null when nothing is. Allocates nothing for a sound one.</summary>
    internal static string? Check(ReadOnlySpan<byte> block)
    {
        if (block.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(block) != (uint)block.Length)
            return "The block of enumerated values does not have the length it claims.";
        var count = Field(block, 4);
        block = block[HeaderLength..];
        for (var i = 1; i <= count; i++)
        {
            if (block.Length < ValueHeaderLength)
                return $"The block of enumerated values ends before value {i} of {count}.";
            var (total, name, data) = (Field(block, 0), Field(block, 2), Field(block, 4));
            if (total != ValueHeaderLength + name + data || total > block.Length)
                return $"Enumerated value {i} of {count} does not have the length it claims.";
            if (name is 0 or > IngestLimits.ValueName || data > IngestLimits.ValueData)
                return $"Enumerated value {i} of {count} has a name of {name} bytes and data of {data}: 1,024 and 64,512 are the most.";
            if (!IsSound((EnumeratedType)block[6], block.Slice(ValueHeaderLength + name, data)))
                return $"Enumerated value {i} of {count} has {data} bytes, which is no value of type {block[6]}.";
            block = block[total..];
        }

        return block.Length == 0 ? null : $"The block of enumerated values goes on for {block.Length} bytes after its last value.";
    }

    /// <summary>Whether the data can be of that type.</summary>
    internal static bool IsSound(EnumeratedType type, ReadOnlySpan<byte> data) => type switch
    {
        EnumeratedType.Bytes or EnumeratedType.Text or EnumeratedType.Mac => true,
        EnumeratedType.Bool => data.Length == 1 && data[0] <= 1,
        EnumeratedType.Byte or EnumeratedType.Int8 => data.Length == 1,
        EnumeratedType.Int16 or EnumeratedType.UInt16 => data.Length == 2,
        EnumeratedType.Int32 or EnumeratedType.UInt32 or EnumeratedType.Float32 => data.Length == 4,
        EnumeratedType.Int64 or EnumeratedType.UInt64 or EnumeratedType.Float64 or EnumeratedType.Duration => data.Length == 8,
        EnumeratedType.Ip => data.Length is 4 or 16,
        EnumeratedType.Timestamp => data.Length == IngestTime.Length && IngestTime.IsSound(data),
        _ => false,
    };

    private static int WriteValue(Span<byte> destination, EnumeratedValue value)
    {
        var name = Encoding.UTF8.GetBytes(value.Name, destination[ValueHeaderLength..]);
        if (name is 0 or > IngestLimits.ValueName || value.Data.Length > IngestLimits.ValueData || !IsSound(value.Type, value.Data.Span))
            throw new ArgumentException($"{value.Name.AsSpan(0, Math.Min(value.Name.Length, 40))} is no enumerated value of type {value.Type}.", nameof(value));
        var total = ValueHeaderLength + name + value.Data.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)total);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], (ushort)name);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], (ushort)value.Data.Length);
        destination[6] = (byte)value.Type;
        destination[7] = 0;
        value.Data.Span.CopyTo(destination[(ValueHeaderLength + name)..]);
        return total;
    }

    private static int Field(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
