using System.Buffers.Binary;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Faults;

/// <summary>An answer of many distinct packets that takes its time. Packets are made as they are sent: no more than one piece is held.</summary>
internal sealed class LongAnswer(int pieces, TimeSpan pause)
{
    private const int PacketsInPiece = 64;
    private const int Length = 1400;
    private const int PieceBytes = PacketsInPiece * (16 + Length);

    /// <summary>How many packets it holds.</summary>
    public int Packets => pieces * PacketsInPiece;

    /// <summary>Bytes of its body.</summary>
    public long Bytes => 24 + ((long)pieces * PieceBytes);

    /// <summary>As a fake sends it.</summary>
    public FakeAnswer Play() => new() { Body = Body(), ChunkSize = PieceBytes, DelayChunks = pause };

    /// <summary>Fails unless a capture holds each packet once and nothing else. They come sorted by time, which is the order they are made in.</summary>
    public void ShouldBeAllOf(string file)
    {
        var packets = Running.Captures.Read(file);
        packets.Count.ShouldBe(Packets);
        for (var i = 0; i < packets.Count; i++)
        {
            var expected = Packet(i);
            if (packets[i].Time != expected.Time || packets[i].OriginalLength != expected.OriginalLength || !packets[i].Data.AsSpan().SequenceEqual(expected.Data))
                throw new ShouldAssertException($"Packet {i} of {file} is not the one that was sent: {packets[i].Key[..60]}");
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Body()
    {
        yield return ClassicPcap.Header();
        for (var piece = 0; piece < pieces; piece++)
            yield return ClassicPcap.Records(Enumerable.Range(piece * PacketsInPiece, PacketsInPiece).Select(Packet));
    }

    private static TestPacket Packet(int number)
    {
        var frame = new byte[Length];
        frame[12] = 8;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(14), number);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(Length - 4), ~number);
        return new(PcapBuilder.DefaultStart + (number * 10_000L), frame);
    }
}
