using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Gravwell;

/// <summary>Moments on the wire: seconds since year 1 (64 bits, signed), nanoseconds within the second (32 bits).</summary>
internal static class IngestTime
{
    /// <summary>Bytes of a moment.</summary>
    public const int Length = 12;

    /// <summary>Seconds from year 1 to 1970.</summary>
    private const long Epoch = 62_135_596_800;

    /// <summary>Writes nanoseconds since 1970.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Span<byte> destination, long time)
    {
        var (seconds, nanoseconds) = Math.DivRem(time, PacketTime.Second);
        if (nanoseconds < 0)
        {
            seconds--;
            nanoseconds += PacketTime.Second;
        }

        BinaryPrimitives.WriteInt64LittleEndian(destination, seconds + Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], (uint)nanoseconds);
    }

    /// <summary>A moment outside <see cref="PacketTime"/>'s range becomes the nearest end of it.</summary>
    public static PacketTime Read(ReadOnlySpan<byte> bytes)
    {
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(bytes);

        // Far below the range already, and the difference would wrap.
        return seconds < long.MinValue + Epoch ? PacketTime.MinValue : PacketTime.FromSeconds(seconds - Epoch, BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
    }

    /// <summary>Whether the nanoseconds are less than a second.</summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) < PacketTime.Second;
}
