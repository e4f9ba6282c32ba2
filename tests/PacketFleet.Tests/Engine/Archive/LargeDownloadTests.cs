using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Tests.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Archive;

/// <summary>Runs alone: what is allocated meanwhile is its own.</summary>
[CollectionDefinition(nameof(LargeDownloadTests), DisableParallelization = true)]
[Collection(nameof(LargeDownloadTests))]
public sealed class LargeDownloadTests : IDisposable
{
    private const long Noon = 1_795_521_600_000_000_000;

    private readonly TemporaryArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Write_HundredSegments_AreMergedWithFewInMemory()
    {
        var random = new Random(5);
        var segments = new List<SegmentRecord>();
        for (var i = 0; i < 100; i++)
        {
            var start = Noon + (i / 4 * 1_000_000L);
            var packets = Enumerable.Range(0, 1500).Select(p => new Packet(start + (p * 600) + random.Next(1000), new byte[200], 200));
            segments.Add(_archive.Store(TemporaryArchive.Label($"region-{i % 4}", i), packets));
        }

        var download = new CaptureDownload(_archive.Options);
        var destination = new CountingStream();
        await download.WriteAsync(segments, CaptureFormat.Pcapng, "", destination, CancellationToken.None);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await download.WriteAsync(segments, CaptureFormat.Pcapng, "", destination, CancellationToken.None);

        // 35 MB of packets; what is allocated are indexes and what the reading of a chunk costs.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(4 << 20);
        destination.LargestWrite.ShouldBeGreaterThan(200 << 10);
        using var whole = new MemoryStream();
        await download.WriteAsync(segments, CaptureFormat.Pcapng, "", whole, CancellationToken.None);
        var capture = PlainCapture.Read(whole.ToArray());
        capture.Packets.Count.ShouldBe(150_000);
        capture.Packets.Zip(capture.Packets.Skip(1)).ShouldAllBe(pair => pair.First.Time <= pair.Second.Time);
    }
}
