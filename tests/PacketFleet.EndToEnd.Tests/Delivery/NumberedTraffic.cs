using System.Buffers.Binary;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Packets that carry their number, each different, some cut by the snaplen; made as they are sent.</summary>
/// <param name="packets">How many.</param>
/// <param name="first">The number of the first.</param>
internal sealed class NumberedTraffic(int packets, int first = 0)
{
    private const int PiecePackets = 512;

    /// <summary>How many.</summary>
    public int Packets => packets;

    /// <summary>As a fake region sends them.</summary>
    public FakeAnswer Play(TimeSpan pause = default) => new() { Body = Body(), ChunkSize = 32 << 10, DelayChunks = pause };

    /// <summary>A packet by its place.</summary>
    public TestPacket this[int place]
    {
        get
        {
            var number = first + place;
            var data = new byte[60 + (number % 97)];
            data[12] = 8;
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(14), number);
            data.AsSpan(18).Fill((byte)(number * 31));
            return new TestPacket(PcapBuilder.DefaultStart + (place * 1_000L), (uint)(data.Length + (number % 5 * 100)), data);
        }
    }

    /// <summary>The identities their entries must have.</summary>
    public IEnumerable<ulong> Identities(string tag, byte[] source, string region, long job, string? caseName = null)
    {
        for (var place = 0; place < packets; place++)
        {
            var packet = this[place];
            List<EnumeratedValue> values = [new("region", region), new("job", (ulong)job)];
            if (caseName is not null)
                values.Add(new("case", caseName));
            values.Add(new("wirelen", packet.OriginalLength));
            var block = new byte[EnumeratedBlock.Length(values)];
            EnumeratedBlock.Write(block, values);
            yield return EntryIdentity.Of(new PacketTime(packet.Time), tag, source, packet.Data, block);
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Body()
    {
        yield return ClassicPcap.Header();
        for (var place = 0; place < packets; place += PiecePackets)
            yield return ClassicPcap.Records(Enumerable.Range(place, Math.Min(PiecePackets, packets - place)).Select(p => this[p]));
    }
}
