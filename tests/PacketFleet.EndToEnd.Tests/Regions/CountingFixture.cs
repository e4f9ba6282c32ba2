using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Regions;

/// <summary>A real Stenographer with two capture threads of several files each, and the captures of the corpus where it is there.</summary>
public sealed class CountingFixture : IAsyncLifetime
{
    private const int Seed = 4711;

    private TestPki? _pki;

    internal RealStenographer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (RealStenographer.Missing is not null)
            return;

        _pki = new TestPki();
        Server = RealStenographer.Start([Packets(Seed, corpus: true), Packets(Seed + 1, corpus: false)], _pki.Directory, flags: ["--blocks=2048", "--fileage_sec=60"]);
        await WaitForFilesAsync();
    }

    public ValueTask DisposeAsync()
    {
        Server?.Dispose();
        _pki?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A region that is this server.</summary>
    internal StenographerRegion Region { get; private set; } = null!;

    private StenographerRegion Fresh() => new(
        Server.Region("Sensor"),
        new EngineOptions { ArchiveDirectory = "/nonexistent" },
        TimeProvider.System,
        NullLogger.Instance);

    // It finds its files in the background.
    private async Task WaitForFilesAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        RegionHoldings holdings;
        do
        {
            Region = Fresh();
            holdings = await Region.HoldingsAsync(patience.Token);
        }
        while (holdings.Oldest is null || holdings.Threads.Count < 2 || holdings.Threads.Any(t => t.Files.Count < Server.FilesOf(t.Number)));
    }

    /// <summary>Twelve minutes of mixed frames.</summary>
    private static IEnumerable<TestPacket> Packets(int seed, bool corpus)
    {
        var packets = PcapBuilder.Mixed(3600, seed, step: 200_000_000).Packets.ToList();
        foreach (var file in corpus ? Corpus.Files(".pcap") : [])
        {
            var (linkType, some) = ClassicPcap.Read(File.ReadAllBytes(file));
            if (linkType == 1)
                packets.AddRange(some.Where(p => p.Data.Length <= 65536));
        }

        return packets.OrderBy(p => p.Time);
    }
}
