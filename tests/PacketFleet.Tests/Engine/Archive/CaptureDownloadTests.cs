using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Tests.Engine.Delivery;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Archive;

public sealed class CaptureDownloadTests : IDisposable
{
    private const long Noon = 1_795_521_600_000_000_000;

    private readonly TemporaryArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Write_TwoRegions_AreMergedByTimeUnderAnInterfaceEach()
    {
        Packet[] east = [new(Noon + 1, [1], 1), new(Noon + 5, [2], 1)];
        Packet[] west = [new(Noon + 3, [3], 1), new(Noon + 4, [4], 1, LinkTypes.RawIp)];
        var segments = new[] { Store("east", 0, east), Store("west", 0, west) };

        var capture = await DownloadAsync(segments);

        capture.Packets.ShouldBe([east[0], west[0], west[1], east[1]]);
        capture.PacketInterfaces.ShouldBe([0, 1, 2, 0]);
        capture.Interfaces.ShouldBe([(1, "east"), (1, "west"), (101, "west")]);
        capture.Comment.ShouldBe("what was asked");
    }

    [Fact]
    public async Task Write_EqualTimes_StandByRegionThenAsStored()
    {
        Packet[] Numbered(byte from, int count) => [.. Enumerable.Range(from, count).Select(i => new Packet(Noon, [(byte)i], 1))];
        var segments = new[]
        {
            Store("b", 0, Numbered(0, 3)), Store("a", 0, Numbered(10, 3)), Store("b", 1, Numbered(3, 3)), Store("a", 1, Numbered(13, 3)),
        };

        (await DownloadAsync(segments)).Packets.Select(p => (int)p.Data[0]).ShouldBe([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
    }

    [Theory]
    [InlineData(CaptureFormat.Pcapng)]
    [InlineData(CaptureFormat.Pcap)]
    public async Task Write_NoSegmentsOrEmptyOnes_IsAValidEmptyCapture(CaptureFormat format)
    {
        foreach (var segments in (SegmentRecord[][])[[], [Store("east", 0, [])]])
        {
            var capture = await DownloadAsync(segments, format);

            capture.Interfaces.ShouldBe([(LinkTypes.Ethernet, (string?)null)]);
            capture.Packets.ShouldBeEmpty();
            (await Download().LinkTypesAsync(segments, CancellationToken.None)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Write_PcapOfOneLinkType_KeepsNanoseconds()
    {
        Packet[] packets = [new(Noon + 123_456_789, [1, 2], 9, LinkTypes.RawIp)];
        var segments = new[] { Store("east", 0, packets) };

        (await DownloadAsync(segments, CaptureFormat.Pcap)).Packets.ShouldBe(packets);
        (await Download().LinkTypesAsync(segments, CancellationToken.None)).ShouldBe([LinkTypes.RawIp]);
    }

    [Fact]
    public async Task Write_PcapOfSeveralLinkTypes_IsRefused()
    {
        var segments = new[] { Store("east", 0, [new(Noon, [1], 1)]), Store("west", 0, [new(Noon, [1], 1, LinkTypes.RawIp)]) };

        (await Download().LinkTypesAsync(segments, CancellationToken.None)).ShouldBe([LinkTypes.Ethernet, LinkTypes.RawIp]);
        await Should.ThrowAsync<InvalidOperationException>(() => DownloadAsync(segments, CaptureFormat.Pcap));
    }

    [Theory]
    [InlineData(CaptureFormat.Pcapng)]
    [InlineData(CaptureFormat.Pcap)]
    public async Task Write_PacketLargerThanEveryBuffer_GoesThrough(CaptureFormat format)
    {
        var random = new Random(4);
        var large = new byte[2_000_003];
        random.NextBytes(large);
        Packet[] packets = [Packet.Random(random, Noon), new(Noon + 1, large, 2_000_003), Packet.Random(random, Noon + 2)];

        (await DownloadAsync([Store("east", 0, packets)], format)).Packets.ShouldBe(packets);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 50_000)]
    [InlineData(3, 5_000_000)]
    [InlineData(4, long.MaxValue)]
    public async Task Write_RandomDisorder_IsAPlainStableSort(int seed, long disorder)
    {
        var random = new Random(seed);
        var byRegion = new Dictionary<string, List<Packet>>();
        var segments = new List<SegmentRecord>();
        var regions = new[] { "r3", "r1", "r2" };
        for (var i = 0; i < 12; i++)
        {
            var region = regions[i < 3 ? i : random.Next(3)];
            var all = byRegion.TryGetValue(region, out var known) ? known : byRegion[region] = [];
            var packets = new List<Packet>();
            for (var p = random.Next(1, 3000); p > 0; p--)
            {
                // Few distinct times, so that equal ones abound.
                var time = disorder == long.MaxValue ? random.Next(2000) : (all.Count + packets.Count) / 3 * 1000L;
                packets.Add(Packet.Random(random, Noon + time - (disorder is > 0 and < long.MaxValue ? random.NextInt64(disorder) : 0)));
            }

            segments.Add(Store(region, i, packets));
            all.AddRange(packets);
        }

        var capture = await DownloadAsync(segments);

        capture.Packets.ShouldBe(regions.SelectMany(r => byRegion[r]).OrderBy(p => p.Time), ignoreOrder: false, $"seed {seed}");
        capture.PacketInterfaces.ShouldBe(regions.SelectMany((r, i) => byRegion[r].Select(p => (p.Time, i))).OrderBy(p => p.Time).Select(p => p.i));
        (await DownloadAsync(segments, CaptureFormat.Pcap)).Packets.ShouldBe(capture.Packets);
    }

    [Fact]
    public async Task Write_Download_OpensInWireshark()
    {
        Wireshark.Needed();
        var segments = new[] { Store("Región 2", 0, [new(Noon + 2, new byte[60], 60)]), Store("east", 0, [new(Noon + 1, new byte[60], 1500)]) };
        foreach (var format in Enum.GetValues<CaptureFormat>())
        {
            var file = Path.Combine(_archive.Above, "download");
            await using (var stream = File.Create(file))
                await Download().WriteAsync(segments, format, "what was asked", stream, CancellationToken.None);

            Wireshark.Fields(file, "frame.time_epoch", "frame.len", "frame.cap_len").ShouldBe(["1795521600.000000001\t1500\t60", "1795521600.000000002\t60\t60"]);
            var info = string.Join('\n', Wireshark.Info(file));
            info.Contains("what was asked", StringComparison.Ordinal).ShouldBe(format == CaptureFormat.Pcapng);
            info.Contains("Name = Región 2", StringComparison.Ordinal).ShouldBe(format == CaptureFormat.Pcapng);
            info.ShouldContain("nanoseconds (9)");
        }
    }

    private SegmentRecord Store(string region, int number, IEnumerable<Packet> packets) =>
        _archive.Store(TemporaryArchive.Label(region, number), packets);

    private CaptureDownload Download() => new(_archive.Options);

    private async Task<PlainCapture> DownloadAsync(IReadOnlyList<SegmentRecord> segments, CaptureFormat format = CaptureFormat.Pcapng)
    {
        using var stream = new MemoryStream();
        await Download().WriteAsync(segments, format, "what was asked", new AsyncOnlyStream(stream), CancellationToken.None);
        return PlainCapture.Read(stream.ToArray());
    }
}
