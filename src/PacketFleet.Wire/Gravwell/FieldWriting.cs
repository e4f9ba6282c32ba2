using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Little-endian fields into a buffer writer.</summary>
internal static class FieldWriting
{
    public static void Byte(this IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public static void UInt16(this IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    public static void UInt32(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), value);
        output.Advance(4);
    }

    public static void UInt64(this IBufferWriter<byte> output, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public static void Command(this IBufferWriter<byte> output, IngestCommand command) => output.UInt32((uint)command);

    public static void Command(this IBufferWriter<byte> output, IngestCommand command, ulong value)
    {
        output.UInt32((uint)command);
        output.UInt64(value);
    }

    /// <summary>A text of at most so many bytes, after its length in four.</summary>
    public static void Text(this IBufferWriter<byte> output, string text, int limit) => output.Block(Encoding.UTF8.GetBytes(text), limit);

    /// <summary>At most so many bytes, after their number in four.</summary>
    public static void Block(this IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, limit);
        output.UInt32((uint)bytes.Length);
        output.Write(bytes);
    }
}
