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

    /// <summary>Values that lie in databases.</summary>
    [Fact]
    public void Add_KnownPackets_GivesTheKnownValues()
    {
        var hash = new PacketHash(0);
        (int Length, ulong Value)[] known =
        [
            (0, 0xA16A27EE69E2F0C9), (1, 0x31B9CA458174ACAA), (63, 0x39BCDB7D4E509869), (64, 0xDEE324E4EBC98BCE),
            (65, 0x8B1E86C5885E54D5), (128, 0xB6298F0A0EC5C11B), (698, 0xD06BE8F8E9B53624), (1500, 0x7A33C972CBA0C1D4),
        ];
        foreach (var (length, value) in known)
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)((i * 7) + length)).ToArray();
            hash.Add(new Packet(1_795_521_600_000_000_000 + length, data, (uint)length).Record);
            hash.Value.ShouldBe(value, $"up to {length} bytes");
        }
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
