using PacketFleet.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Delivery;

public sealed class PacketHashTests
{
    private static readonly Packet[] Packets = [new(1, [1, 2, 3], 3), new(2, [1, 2, 3], 3), new(2, [], 7), new(3, new byte[2000], 2000)];

    [Fact]
    public void Add_StoredAndGoneOn_IsTheSameAsInOneGo()
    {
        var half = new PacketHash(Hash(Packets[..2]));
        half.Add(Packets[2].Record);
        half.Add(Packets[3].Record);

        half.Value.ShouldBe(Hash(Packets));
    }

    [Fact]
    public void Add_AnyDifference_ChangesIt()
    {
        var first = Packets[0];
        ulong[] hashes =
        [
            0,
            Hash(Packets),
            Hash([.. Packets.Reverse()]),
            Hash([Packets[1], Packets[0], .. Packets[2..]]),
            Hash(Packets[..3]),
            Hash([.. Packets, Packets[^1]]),
            Hash([first with { Time = first.Time + 1 }, .. Packets[1..]]),
            Hash([first with { Original = first.Original + 1 }, .. Packets[1..]]),
            Hash([first with { LinkType = 101 }, .. Packets[1..]]),
            Hash([first with { Data = [1, 2, 4] }, .. Packets[1..]]),
            Hash([new(0, [], 0)]),
            Hash([new(0, [], 0), new(0, [], 0)]),
        ];

        hashes.Distinct().Count().ShouldBe(hashes.Length);
    }

    /// <summary>Every byte counts, wherever it stands and however long the packet is; so does the length.</summary>
    [Fact]
    public void Add_AnyBitOfAnyLength_ChangesIt()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var data = new byte[length];
            random.NextBytes(data);
            var hashes = new HashSet<ulong> { Hash([new(5, data, 9)]) };
            for (var bit = 0; bit < length * 8; bit++)
            {
                data[bit / 8] ^= (byte)(1 << (bit % 8));
                hashes.Add(Hash([new(5, data, 9)]));
                data[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            hashes.Add(Hash([new(5, [.. data, 0], 9)]));
            hashes.Count.ShouldBe((length * 8) + 2);
        }
    }

    private static ulong Hash(Packet[] packets)
    {
        var hash = new PacketHash(0);
        foreach (var packet in packets)
            hash.Add(packet.Record);
        return hash.Value;
    }
}
