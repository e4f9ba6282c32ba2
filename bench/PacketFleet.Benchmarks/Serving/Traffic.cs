using System.Buffers.Binary;
using System.Net;
using PacketFleet.TestKit.Packets;

namespace PacketFleet.Benchmarks.Serving;

/// <summary>A classic pcap of TCP packets of one size: its head, and a block of about 4 MiB to be sent time after time.</summary>
internal sealed class Traffic
{
    public const long Start = 1_795_521_600;

    private const int Headers = 54;
    private const int BlockBytes = 4 << 20;

    public Traffic(int packetBytes)
    {
        var random = new Random(1);
        var packets = BlockBytes / (packetBytes + 16);
        Packets = packets;
        Block = new byte[packets * (packetBytes + 16)];
        Head = ClassicPcap.Header();
        for (var i = 0; i < packets; i++)
        {
            var payload = new byte[packetBytes - Headers];
            random.NextBytes(payload);
            var frame = Frames.Tcp(new IPAddress([10, 0, 0, (byte)random.Next(256)]), 1024 + (i % 1000), IPAddress.Parse("10.9.8.7"), 443, payload);
            var record = Block.AsSpan(i * (packetBytes + 16));
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(Start + (i / 1000)));
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(i % 1000 * 1000));
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], packetBytes);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], packetBytes);
            frame.CopyTo(record[16..]);
        }
    }

    public byte[] Head { get; }

    public byte[] Block { get; }

    /// <summary>Packets of a block.</summary>
    public int Packets { get; }
}
