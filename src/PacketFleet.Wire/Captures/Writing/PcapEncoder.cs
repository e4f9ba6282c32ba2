using System.Buffers.Binary;

namespace PacketFleet.Wire.Captures.Writing;

/// <summary>
/// Encodes a little-endian classic pcap capture with nanosecond times straight into spans. Its seconds have 32 bits:
/// earlier and later moments than 1970 to 2106 become the nearest that can be told.
/// </summary>
public static class PcapEncoder
{
    /// <summary>Bytes of the file's header.</summary>
    public const int FileHeaderLength = 24;

    /// <summary>Bytes before each packet's data.</summary>
    public const int PacketHeaderLength = 16;

    private const uint NanosecondMagic = 0xA1B23C4D;
    private const int SnapLength = 262_144;

    /// <summary>Writes the file's header and returns its length.</summary>
    public static int WriteFileHeader(Span<byte> destination, int linkType)
    {
        destination = destination[..FileHeaderLength];
        destination.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], (ushort)linkType);
        return FileHeaderLength;
    }

    /// <summary>Writes the header of a packet and returns its length.</summary>
    public static int WritePacketHeader(Span<byte> destination, long time, int captured, uint originalLength)
    {
        var (seconds, fraction) = Split(time);
        destination = destination[..PacketHeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(destination, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], fraction);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], captured);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], originalLength);
        return PacketHeaderLength;
    }

    /// <summary>Writes a packet with its header and returns their length.</summary>
    public static int WritePacket(Span<byte> destination, in PacketRecord packet)
    {
        var header = WritePacketHeader(destination, packet.Time, packet.Data.Length, packet.OriginalLength);
        packet.Data.CopyTo(destination[header..]);
        return header + packet.Data.Length;
    }

    private static (uint Seconds, uint Fraction) Split(long time)
    {
        if (time < 0)
            return (0, 0);
        var (seconds, fraction) = Math.DivRem((ulong)time, (ulong)PacketTime.Second);
        return seconds > uint.MaxValue ? (uint.MaxValue, (uint)PacketTime.Second - 1) : ((uint)seconds, (uint)fraction);
    }
}
