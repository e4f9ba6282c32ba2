using System.Buffers.Binary;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Wire.Queries;

/// <summary>The packets of the captures beside the repository, read apart from the product's own readers.</summary>
internal static class CorpusPackets
{
    internal sealed record Packet(int LinkType, long Time, uint OriginalLength, byte[] Data)
    {
        public bool Matches(PacketFleet.Wire.Queries.FrameMatcher matcher) =>
            matcher.Matches(new PacketRecord { LinkType = LinkType, Time = Time, OriginalLength = OriginalLength, Data = Data });
    }

    /// <summary>Of the Ethernet files, but not of the one with a packet longer than Stenographer takes.</summary>
    public static IReadOnlyList<Packet> Ethernet { get; } =
        [.. All().Where(p => p.LinkType == LinkTypes.Ethernet && p.Data.Length <= 65_536)];

    public static IEnumerable<Packet> All() => Corpus.Files(".pcap", ".pcapng").SelectMany(Read);

    public static IEnumerable<Packet> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (Path.GetExtension(path) == ".pcapng") return ReadNg(bytes);
        var (link, packets) = ClassicPcap.Read(bytes);
        return packets.Select(p => new Packet(link, p.Time, p.OriginalLength, p.Data));
    }

    /// <summary>Enough of pcapng for these files: little-endian, enhanced packet blocks, times in microseconds.</summary>
    private static List<Packet> ReadNg(ReadOnlySpan<byte> file)
    {
        var packets = new List<Packet>();
        var links = new List<int>();
        for (var at = 0; at + 12 <= file.Length;)
        {
            var type = U32(file, at);
            var length = (int)U32(file, at + 4);
            if (type == 1) links.Add(BinaryPrimitives.ReadUInt16LittleEndian(file[(at + 8)..]));
            if (type == 6)
            {
                var time = (long)(((ulong)U32(file, at + 12) << 32) | U32(file, at + 16));
                packets.Add(new(links[(int)U32(file, at + 8)], time * 1000, U32(file, at + 24), file.Slice(at + 28, (int)U32(file, at + 20)).ToArray()));
            }

            at += length;
        }

        return packets;
    }

    private static uint U32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
