using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PacketFleet.Wire.Gravwell.Compression;

/// <summary>CRC-32C as Snappy's framing format masks it.</summary>
internal static class Crc32C
{
    // The processor takes a step a cycle but has its result three cycles later: three lanes side by side keep it busy.
    private const int Lane = 1024;
    private const int Words = Lane / 8;

    private static readonly uint[] Shifts = MakeShifts();

    public static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = ~Continue(uint.MaxValue, data);
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8;
    }

    private static uint Continue(uint crc, ReadOnlySpan<byte> data)
    {
        if (BitConverter.IsLittleEndian)
        {
            for (; data.Length >= 3 * Lane; data = data[(3 * Lane)..])
                crc = ContinueLanes(crc, MemoryMarshal.Cast<byte, ulong>(data[..(3 * Lane)]));
        }

        for (; data.Length >= 8; data = data[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }

    private static uint ContinueLanes(uint crc, ReadOnlySpan<ulong> words)
    {
        var (second, third) = (0u, 0u);
        var one = words[..Words];
        var two = words.Slice(Words, Words);
        var three = words.Slice(2 * Words, Words);
        for (var i = 0; i < one.Length; i++)
        {
            crc = BitOperations.Crc32C(crc, one[i]);
            second = BitOperations.Crc32C(second, two[i]);
            third = BitOperations.Crc32C(third, three[i]);
        }

        return Shift(Shift(crc) ^ second) ^ third;
    }

    /// <summary>The same as a lane of zeros behind.</summary>
    private static uint Shift(uint crc) =>
        Shifts[crc & 0xFF] ^ Shifts[256 + ((crc >> 8) & 0xFF)] ^ Shifts[512 + ((crc >> 16) & 0xFF)] ^ Shifts[768 + (crc >> 24)];

    private static uint[] MakeShifts()
    {
        // Linear: what each bit becomes tells what all become.
        var shifts = new uint[4 * 256];
        for (var bit = 0; bit < 32; bit++)
        {
            var crc = 1u << bit;
            for (var word = 0; word < Words; word++)
                crc = BitOperations.Crc32C(crc, 0UL);
            var (table, mask) = (bit / 8 * 256, 1 << (bit % 8));
            for (var value = 0; value < 256; value++)
                shifts[table + value] ^= (value & mask) != 0 ? crc : 0;
        }

        return shifts;
    }
}
