using PacketFleet.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Delivery;

public sealed class SegmentIndexTests
{
    private static readonly SegmentIndex Index = new(
        5000,
        [1, 101],
        [new SegmentChunk(100, 1000, 7, true, -5, 9), new SegmentChunk(1200, 3800, 1, false, long.MinValue, long.MaxValue)]);

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var read = SegmentIndex.Decode(Index.Encode()).ShouldNotBeNull();

        (read.FileBytes, read.LinkTypes.ToArray(), read.Chunks.ToArray()).ShouldSatisfyAllConditions(
            r => r.FileBytes.ShouldBe(Index.FileBytes),
            r => r.Item2.ShouldBe(Index.LinkTypes),
            r => r.Item3.ShouldBe(Index.Chunks));
    }

    [Fact]
    public void Decode_AnyByteChangedOrMissing_IsNone()
    {
        var bytes = Index.Encode();
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x40;
            SegmentIndex.Decode(damaged).ShouldBeNull($"byte {i} changed");
            SegmentIndex.Decode(bytes.AsSpan(0, i)).ShouldBeNull($"cut at {i}");
        }

        SegmentIndex.Decode([.. bytes, 0]).ShouldBeNull();
    }

    [Fact]
    public void Build_ManyPackets_ClosesChunksAtTheirSizeAndAtInterfaces()
    {
        var builder = new SegmentIndexBuilder();
        builder.AddInterface(1);
        var offset = 100L;
        for (var i = 0; i < 3000; i++)
        {
            if (i == 10)
            {
                builder.AddInterface(101);
                offset += 40;
            }

            builder.AddPacket(offset, 100, i == 20 ? 0 : i);
            offset += 100;
        }

        var index = builder.Build(offset);

        index.LinkTypes.ShouldBe([1, 101]);
        index.Chunks.Sum(c => c.Packets).ShouldBe(3000);
        index.Chunks[0].ShouldBe(new SegmentChunk(100, 1000, 10, true, 0, 9));
        index.Chunks[1].Offset.ShouldBe(1140);
        (index.Chunks[1].Sorted, index.Chunks[1].First, index.Chunks[2].Sorted).ShouldBe((false, 0, true));
        index.Chunks.Skip(1).SkipLast(1).ShouldAllBe(c => c.Length >= SegmentIndexBuilder.ChunkBytes && c.Length < SegmentIndexBuilder.ChunkBytes + 100);
    }
}
