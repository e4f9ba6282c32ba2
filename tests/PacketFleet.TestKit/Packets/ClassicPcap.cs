using System.Buffers.Binary;

namespace PacketFleet.TestKit.Packets;

/// <summary>Classic pcap, written and read apart from the product's own code so that the two can be held against each other.</summary>
public static class ClassicPcap
{
    private const uint Micro = 0xA1B2C3D4;
    private const uint Nano = 0xA1B23C4D;

    /// <summary>A file header, little-endian.</summary>
    public static byte[] Header(int linkType = 1, bool nanoseconds = false)
    {
        var header = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, nanoseconds ? Nano : Micro);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), 4);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 65536);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), linkType);
        return header;
    }

    /// <summary>Records without a file header, little-endian.</summary>
    public static byte[] Records(IEnumerable<TestPacket> packets, bool nanoseconds = false)
    {
        var bytes = new MemoryStream();
        Span<byte> head = stackalloc byte[16];
        foreach (var packet in packets)
        {
            var (seconds, rest) = Math.DivRem(packet.Time, 1_000_000_000);
            BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)seconds);
            BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(nanoseconds ? rest : rest / 1000));
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], packet.Data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(head[12..], packet.OriginalLength);
            bytes.Write(head);
            bytes.Write(packet.Data);
        }

        return bytes.ToArray();
    }

    /// <summary>A whole file, little-endian.</summary>
    public static byte[] Write(IEnumerable<TestPacket> packets, int linkType = 1, bool nanoseconds = false) =>
        [.. Header(linkType, nanoseconds), .. Records(packets, nanoseconds)];

    /// <summary>Reads a whole file of either byte order and resolution; a record cut short at its end is left out.</summary>
    public static (int LinkType, List<TestPacket> Packets) Read(ReadOnlySpan<byte> file)
    {
        var big = BinaryPrimitives.ReadUInt32BigEndian(file) is Micro or Nano;
        var magic = U32(file, 0, big);
        if (magic is not (Micro or Nano))
            throw new InvalidDataException("This is no classic pcap.");

        var packets = new List<TestPacket>();
        for (var at = 24; at + 16 <= file.Length;)
        {
            var length = (int)U32(file, at + 8, big);
            if (length < 0 || at + 16 + length > file.Length)
                break;

            var fraction = (long)U32(file, at + 4, big) * (magic == Nano ? 1 : 1000);
            packets.Add(new((U32(file, at, big) * 1_000_000_000L) + fraction, U32(file, at + 12, big), file.Slice(at + 16, length).ToArray()));
            at += 16 + length;
        }

        return ((int)U32(file, 20, big) & 0xFFFF, packets);
    }

    private static uint U32(ReadOnlySpan<byte> file, int at, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(file[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
