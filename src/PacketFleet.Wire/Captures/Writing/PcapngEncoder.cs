using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PacketFleet.Wire.Captures.Writing;

/// <summary>
/// Encodes the blocks of a little-endian pcapng capture straight into spans; times are nanoseconds (<c>if_tsresol</c> 9).
/// A destination shorter than the block's length throws <see cref="ArgumentException"/>.
/// </summary>
public static class PcapngEncoder
{
    /// <summary>Type of a section header block.</summary>
    public const uint SectionType = 0x0A0D0D0A;

    /// <summary>Type of an interface description block.</summary>
    public const uint InterfaceType = 1;

    /// <summary>Type of an enhanced packet block.</summary>
    public const uint PacketType = 6;

    /// <summary>Bytes of an enhanced packet block before its data.</summary>
    public const int PacketHeaderLength = 28;

    private const ushort Comment = 1;
    private const ushort Application = 4;
    private const ushort Name = 2;
    private const ushort Description = 3;
    private const ushort TimeResolution = 9;

    /// <summary>Writes a section header block of unknown section length and returns its length in bytes.</summary>
    /// <param name="destination">At least <see cref="SectionLength"/> bytes.</param>
    /// <param name="comment">The section's comment; none where empty. Cut at 65,532 bytes of UTF-8.</param>
    /// <param name="application">The program that wrote it; none where empty.</param>
    public static int WriteSection(Span<byte> destination, string? comment = null, string? application = null)
    {
        var block = new BlockBuilder(destination, SectionType);
        block.UInt32(0x1A2B3C4D);
        block.UInt16(1);
        block.UInt16(0);
        block.UInt64(ulong.MaxValue);
        block.Option(Comment, comment);
        block.Option(Application, application);
        return block.Close();
    }

    /// <summary>A length that is enough for <see cref="WriteSection"/>.</summary>
    public static int SectionLength(string? comment, string? application) =>
        32 + PcapngOption.MaxLength(comment) + PcapngOption.MaxLength(application);

    /// <summary>Writes an interface description block and returns its length in bytes.</summary>
    /// <param name="destination">At least <see cref="InterfaceLength"/> bytes.</param>
    /// <param name="linkType">A link type of the pcap registry, 0–65535.</param>
    /// <param name="name">The interface's name; none where empty.</param>
    /// <param name="description">What it is, for people; none where empty.</param>
    /// <param name="snapLength">Most bytes captured of a packet, 0 = no limit.</param>
    public static int WriteInterface(Span<byte> destination, int linkType, string? name = null, string? description = null, uint snapLength = 0)
    {
        var block = new BlockBuilder(destination, InterfaceType);
        block.UInt16((ushort)linkType);
        block.UInt16(0);
        block.UInt32(snapLength);
        block.Option(Name, name);
        block.Option(Description, description);
        block.Option(TimeResolution, 9);
        return block.Close();
    }

    /// <summary>A length that is enough for <see cref="WriteInterface"/>.</summary>
    public static int InterfaceLength(string? name, string? description) =>
        32 + PcapngOption.MaxLength(name) + PcapngOption.MaxLength(description);

    /// <summary>The exact length of the block of a packet with so many captured bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PacketLength(int captured) => PacketHeaderLength + (((long)captured + 3) & ~3L) + 4;

    /// <summary>Writes an enhanced packet block and returns its length in bytes.</summary>
    /// <param name="destination">At least <see cref="PacketLength"/> bytes.</param>
    /// <param name="interfaceId">The number of its interface within the section, from 0.</param>
    /// <param name="packet">The packet; its link type is the interface's.</param>
    public static int WritePacket(Span<byte> destination, int interfaceId, in PacketRecord packet)
    {
        var data = packet.Data;
        var length = (int)PacketLength(data.Length);
        destination = destination[..length];

        // Zeroes the padding; the data then covers what is not padding.
        BinaryPrimitives.WriteUInt64LittleEndian(destination[(length - 8)..], (ulong)(uint)length << 32);
        WritePacketHeader(destination, interfaceId, packet.Time, data.Length, packet.OriginalLength);
        data.CopyTo(destination[PacketHeaderLength..]);
        return length;
    }

    /// <summary>Writes the first <see cref="PacketHeaderLength"/> bytes of an enhanced packet block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePacketHeader(Span<byte> destination, int interfaceId, long time, int captured, uint originalLength)
    {
        var header = new PacketHeader
        {
            Type = PacketType,
            Length = (uint)PacketLength(captured),
            Interface = (uint)interfaceId,
            TimeHigh = (uint)(time >>> 32),
            TimeLow = (uint)time,
            Captured = (uint)captured,
            Original = originalLength,
        };

        if (!BitConverter.IsLittleEndian)
            header = header.Reversed();
        MemoryMarshal.Write(destination, in header);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct PacketHeader
    {
        public uint Type;
        public uint Length;
        public uint Interface;
        public uint TimeHigh;
        public uint TimeLow;
        public uint Captured;
        public uint Original;

        public readonly PacketHeader Reversed() => new()
        {
            Type = BinaryPrimitives.ReverseEndianness(Type),
            Length = BinaryPrimitives.ReverseEndianness(Length),
            Interface = BinaryPrimitives.ReverseEndianness(Interface),
            TimeHigh = BinaryPrimitives.ReverseEndianness(TimeHigh),
            TimeLow = BinaryPrimitives.ReverseEndianness(TimeLow),
            Captured = BinaryPrimitives.ReverseEndianness(Captured),
            Original = BinaryPrimitives.ReverseEndianness(Original),
        };
    }
}
