using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>Frames cut, broken and made up: the matcher never throws, and agrees with an index made apart from it.</summary>
public sealed class FrameMatcherFuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>A frame of every kind that is told apart; each line is a link type, bytes, and what they are.</summary>
    private static readonly (int Link, byte[] Frame)[] Seeds =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "fuzz", "frames.txt")).Where(l => l[0] != '#').Select(l => l.Split(' ', 3))
            .Select(p => (int.Parse(p[0], CultureInfo.InvariantCulture), Convert.FromHexString(p[1]))),
    ];

    private static readonly int[] LinkTypes = [0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 127, -1];

    private static readonly Query[] Queries =
    [
        .. new[]
        {
            "host 141.142.228.5", "net 192.168.0.0/16", "net 0.0.0.0/0", "net ::/0", "net 2001:470::/32", "net 10.0.0.1 mask 255.0.0.255",
            "port 80", "port 53", "port 0", "tcp", "udp", "icmp", "ip proto 58", "ip proto 47", "ip proto 44", "vlan 0", "vlan 10", "mpls 16", "mpls 18",
            "tcp and port 80 or udp and port 53", "(host 8.8.8.8 or vlan 1) and (udp or net fe80::/10)",
        }.Select(QueryCases.Parse),
    ];

    [Fact]
    public void Matches_CapturedFramesAndEveryCutOfThem_AgreeWithTheirIndex()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        var matchers = Queries.Select(q => new FrameMatcher(q.Root)).ToArray();

        // Headers end long before 160 bytes; few frames of a kind show all that many do.
        foreach (var frame in CorpusPackets.Ethernet.DistinctBy(p => (p.Data.Length, p.Data[..Math.Min(14, p.Data.Length)].Sum(b => b))).Select(p => p.Data))
        {
            for (var length = 0; length <= Math.Min(frame.Length, 160); length++) Compare(matchers, frame.AsSpan(0, length));
        }
    }

    [Fact]
    public void Matches_FramesOfChance_NeverThrow()
    {
        var random = Seeded.Random();
        var matchers = Queries.Select(q => new FrameMatcher(q.Root)).ToArray();
        var bytes = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            var length = random.Next(bytes.Length + 1);
            var frame = bytes.AsSpan(0, length);
            random.NextBytes(frame);
            Steer(random, frame);
            Compare(matchers, frame);
            foreach (var link in LinkTypes) matchers[i % matchers.Length].Matches(new PacketRecord { LinkType = link, Data = frame });
        }
    }

    [Fact]
    public void Matches_BrokenFrames_AgreeWithTheirIndex()
    {
        var random = Seeded.Random();
        var matchers = Queries.Select(q => new FrameMatcher(q.Root)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var frame = Frames.Random(random);
            for (var broken = random.Next(4); broken > 0; broken--) frame[random.Next(Math.Min(frame.Length, 60))] = (byte)random.Next(256);
            Compare(matchers, frame.AsSpan(0, random.Next(frame.Length + 1)));
        }
    }

    [Fact]
    public void Matches_MutationsOfKeptFrames_NeverThrowAndAgreeWithTheirIndex()
    {
        var random = Seeded.Random();
        var matchers = Queries.Select(q => new FrameMatcher(q.Root)).ToArray();
        var watch = Stopwatch.StartNew();
        var runs = 0;
        for (; runs < 60_000 && watch.Elapsed < Budget; runs++)
        {
            var (link, seed) = Seeds[runs % Seeds.Length];
            var frame = runs < Seeds.Length ? seed : Mutate(random, seed);
            try
            {
                if (link == 1) Compare(matchers, frame);
                foreach (var other in LinkTypes) matchers[random.Next(matchers.Length)].Matches(new PacketRecord { LinkType = other, Data = frame });
            }
            catch (Exception fault) when (fault is IndexOutOfRangeException or ArgumentException or OverflowException)
            {
                Assert.Fail($"{fault.GetType().Name} on the frame kept in {Kept.Write("frame", frame)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} frames, {watch.ElapsedMilliseconds} ms");
        runs.ShouldBeGreaterThan(Seeds.Length);
    }

    [Fact]
    public void Matches_EveryKeptFrameOfIP_IsLookedInto()
    {
        var everything = new FrameMatcher(QueryCases.Parse("net 0.0.0.0/0 or net ::/0 or vlan 1 or mpls 17").Root);
        foreach (var (link, frame) in Seeds.Where(s => s.Link != 1 && s.Link != 127))
            everything.Matches(new PacketRecord { LinkType = link, Data = frame }).ShouldBeTrue(Convert.ToHexString(frame));
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var frame = seed.ToList();
        for (var times = 1 + random.Next(4); times > 0; times--)
        {
            var at = random.Next(frame.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < frame.Count: frame[at] = (byte)random.Next(256); break;
                case 1 when at < frame.Count: frame[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < frame.Count: frame.RemoveRange(at, Math.Min(1 + random.Next(8), frame.Count - at)); break;
                case 3:
                    // Another frame, or a part of one, grown into this.
                    var other = Seeds[random.Next(Seeds.Length)].Frame;
                    frame.InsertRange(at, other.Skip(random.Next(other.Length)).Take(1 + random.Next(60)));
                    break;
                default: frame.RemoveRange(at, frame.Count - at); break;
            }
        }

        return [.. frame];
    }

    /// <summary>Puts a known type where one stands, so that chance gets further than the first field.</summary>
    private static void Steer(Random random, Span<byte> frame)
    {
        ReadOnlySpan<ushort> types = [0x0800, 0x86dd, 0x8100, 0x88a8, 0x8847, 0x8848, 0];
        for (var at = 12; at + 2 <= frame.Length && at < 12 + (4 * random.Next(4)) + 1; at += 4)
            BinaryPrimitives.WriteUInt16BigEndian(frame[at..], types[random.Next(types.Length)]);
        if (frame.Length > 20 && random.Next(2) == 0) frame[20] = (byte)(random.Next(2) == 0 ? 44 : 0);
    }

    private static void Compare(FrameMatcher[] matchers, ReadOnlySpan<byte> frame)
    {
        var index = FrameIndex.Of(frame);
        foreach (var matcher in matchers)
        {
            if (matcher.Matches(new PacketRecord { LinkType = 1, Data = frame }) == index.Holds(matcher.Filter!)) continue;
            Assert.Fail($"{matcher.Filter} on the frame kept in {Kept.Write("frame", frame)}: {Convert.ToHexString(frame)}");
        }
    }

    /// <summary>What an index of the frame holds, as plain lists.</summary>
    private sealed record FrameIndex(List<byte[]> Keys)
    {
        public static FrameIndex Of(ReadOnlySpan<byte> frame) => new(ReferenceKeys.Of(frame));

        public bool Holds(QueryNode node) => node switch
        {
            BinaryNode { IsAnd: true } both => Holds(both.Left) && Holds(both.Right),
            BinaryNode both => Holds(both.Left) || Holds(both.Right),
            HostNode host => Any(Type(host.Address), host.Address.GetAddressBytes()),
            NetNode net => Between(net.Address, Mask(net)),
            MaskNode net => Between(net.Address, net.Mask.GetAddressBytes()),
            PortNode port => Any(2, Big(port.Port)),
            ProtocolNode protocol => Any(1, [protocol.Protocol]),
            VlanNode vlan => Any(3, Big(vlan.Id)),
            MplsNode mpls => Any(5, [0, .. Big((ushort)(mpls.Label >> 8))[1..], .. Big((ushort)mpls.Label)]),
            _ => throw new InvalidOperationException(),
        };

        private bool Any(int type, byte[] value) => Keys.Any(k => k[0] == type && k.AsSpan(1).SequenceEqual(value));

        private bool Between(IPAddress address, byte[] mask)
        {
            var from = address.GetAddressBytes().Zip(mask, (a, m) => (byte)(a & m)).ToArray();
            var to = address.GetAddressBytes().Zip(mask, (a, m) => (byte)(a | ~m)).ToArray();
            return Keys.Any(k => k[0] == Type(address) && k.AsSpan(1).SequenceCompareTo(from) >= 0 && k.AsSpan(1).SequenceCompareTo(to) <= 0);
        }

        private static byte[] Mask(NetNode net) =>
            [.. Enumerable.Range(0, net.Address.GetAddressBytes().Length).Select(i => (byte)(0xff00 >> Math.Clamp(net.PrefixLength - (8 * i), 0, 8)))];

        private static int Type(IPAddress address) => address.GetAddressBytes().Length == 4 ? 4 : 6;

        private static byte[] Big(ushort value) => [(byte)(value >> 8), (byte)value];
    }
}
