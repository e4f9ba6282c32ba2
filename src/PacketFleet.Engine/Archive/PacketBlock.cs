using System.Buffers.Binary;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Engine.Archive;

/// <summary>The fields of an enhanced packet block as segments hold it.</summary>
internal static class PacketBlock
{
    private const int Shortest = PcapngEncoder.PacketHeaderLength + 4;

    public static int Length(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadInt32LittleEndian(block[4..]);

    public static int Interface(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadInt32LittleEndian(block[8..]);

    public static long Time(ReadOnlySpan<byte> block) =>
        ((long)BinaryPrimitives.ReadUInt32LittleEndian(block[12..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(block[16..]);

    public static int Captured(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadInt32LittleEndian(block[20..]);

    public static uint OriginalLength(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt32LittleEndian(block[24..]);

    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> block) => block.Slice(PcapngEncoder.PacketHeaderLength, Captured(block));

    /// <summary>Whether the bytes begin with a whole, sound packet block of one of so many interfaces.</summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes, int interfaces)
    {
        if (bytes.Length < Shortest || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != PcapngEncoder.PacketType)
            return false;
        var length = Length(bytes);
        return length >= Shortest && length <= bytes.Length
            && (uint)Interface(bytes) < (uint)interfaces
            && Captured(bytes) is var captured && captured >= 0 && PcapngEncoder.PacketLength(captured) == length
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[(length - 4)..]) == length;
    }
}
