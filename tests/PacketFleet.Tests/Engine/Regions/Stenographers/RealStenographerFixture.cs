using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

/// <summary>Two real Stenographers with packets of their own: one with modern certificates, one with those of its own tool where that can run.</summary>
public sealed class RealStenographerFixture : IDisposable
{
    /// <summary>Packets of the ten minutes from 2026-01-02T03:04:05Z on.</summary>
    public const int MixedPackets = 6000;

    private readonly TestPki? _pki;
    private readonly DirectoryInfo? _keys;

    public RealStenographerFixture()
    {
        if (RealStenographer.Missing is not null)
            return;

        _pki = new();
        First = RealStenographer.Start(Traffic(1), _pki.Directory);
        if (StenoKeys.Missing is not null)
        {
            Second = RealStenographer.Start(Traffic(2), _pki.Directory);
            return;
        }

        _keys = Directory.CreateTempSubdirectory("packetfleet-keys-");
        StenoKeys.Make(_keys.FullName, "127.0.0.1");
        Second = RealStenographer.Start(Traffic(2), _keys.FullName);
    }

    public RealStenographer? First { get; }

    public RealStenographer? Second { get; }

    public TestPki Pki => _pki!;

    public void Dispose()
    {
        First?.Dispose();
        Second?.Dispose();
        _pki?.Dispose();
        _keys?.Delete(recursive: true);
    }

    /// <summary>Ten minutes of mixed traffic, and the Ethernet captures of the corpus where it is there.</summary>
    private static IEnumerable<TestPacket> Traffic(int seed)
    {
        var packets = PcapBuilder.Mixed(MixedPackets, seed, step: 100_000_000).Packets.ToList();
        foreach (var file in Corpus.Files(".pcap"))
        {
            var (linkType, some) = ClassicPcap.Read(File.ReadAllBytes(file));
            if (linkType == 1)
                packets.AddRange(some.Where(p => p.Data.Length <= 65536));
        }

        return packets.OrderBy(p => p.Time);
    }
}
