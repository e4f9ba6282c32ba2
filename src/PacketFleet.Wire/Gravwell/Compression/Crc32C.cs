using System.Buffers.Binary;
using System.Numerics;

namespace PacketFleet.Wire.Gravwell.Compression;

/// <summary>CRC-32C as Snappy's framing format masks it.</summary>
internal static class Crc32C
{
    public static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = ~Continue(uint.MaxValue, data);
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8;
    }

    private static uint Continue(uint crc, ReadOnlySpan<byte> data)
    {
        for (; data.Length >= 8; data = data[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
