using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Tests.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Archive;

public sealed class DamagedArchiveTests : IDisposable
{
    private readonly TemporaryArchive _archive = new();
    private readonly Packet[] _packets;
    private readonly SegmentRecord _segment;

    public DamagedArchiveTests()
    {
        var random = new Random(6);
        _packets = [.. Enumerable.Range(0, 5000).Select(i => Packet.Random(random, i * 1000L, linkType: i / 2000))];
        _segment = _archive.Store(TemporaryArchive.Label(), _packets);
    }

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Write_IndexMissing_IsRebuilt()
    {
        File.Delete(_archive.Index(_segment));

        (await DownloadAsync()).Packets.ShouldBe(_packets);
    }

    [Fact]
    public async Task Write_IndexDamaged_IsRebuilt()
    {
        var index = await File.ReadAllBytesAsync(_archive.Index(_segment));
        foreach (var damaged in (byte[][])[[], index[..40], [.. index[..^1], (byte)~index[^1]], new byte[10_000_000], [.. index, .. index]])
        {
            await File.WriteAllBytesAsync(_archive.Index(_segment), damaged);

            (await DownloadAsync()).Packets.ShouldBe(_packets);
        }
    }

    [Fact]
    public async Task Write_IndexOfAnotherSegment_IsRebuilt()
    {
        var other = _archive.Store(TemporaryArchive.Label(number: 1), _packets[..10]);
        File.Copy(_archive.Index(other), _archive.Index(_segment), overwrite: true);

        (await DownloadAsync()).Packets.ShouldBe(_packets);
    }

    [Fact]
    public async Task Index_Rebuilt_IsTheOneThatWasWritten()
    {
        var written = await new ArchivedSegment(_archive.Root, _segment).IndexAsync(CancellationToken.None);
        File.Delete(_archive.Index(_segment));

        var rebuilt = await new ArchivedSegment(_archive.Root, _segment).IndexAsync(CancellationToken.None);

        rebuilt.Encode().ShouldBe(written.Encode());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-100_000)]
    public async Task Write_SegmentOfAnotherLength_ThrowsBeforeTheFirstByte(int more)
    {
        using (var file = File.OpenWrite(_archive.Full(_segment)))
            file.SetLength(file.Length + more);

        await RefusesAsync("damaged");
    }

    [Fact]
    public async Task Write_SegmentMissing_ThrowsBeforeTheFirstByte()
    {
        File.Delete(_archive.Full(_segment));

        await RefusesAsync("missing");
    }

    [Fact]
    public async Task Write_RowThatNamesAFileElsewhere_ThrowsBeforeTheFirstByte()
    {
        foreach (var file in (string[])["../x.pcapng", "/etc/passwd", "2026/11/24/../../../../x.pcapng"])
            await RefusesAsync("name", _segment with { File = file });
    }

    [Fact]
    public async Task Write_AnyBlockDamaged_ThrowsOrKeepsEveryOtherPacket()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var sound = await File.ReadAllBytesAsync(_archive.Full(_segment));
        for (var round = 0; round < 100; round++)
        {
            var bytes = sound.ToArray();
            for (var i = random.Next(1, 20); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(_archive.Full(_segment), bytes);
            if (round % 2 == 0)
                File.Delete(_archive.Index(_segment));

            try
            {
                using var stream = new MemoryStream();
                await new CaptureDownload(_archive.Options).WriteAsync([_segment], CaptureFormat.Pcapng, "", stream, CancellationToken.None);
                PlainCapture.Read(stream.ToArray(), anyPadding: true).Packets.Count.ShouldBe(_packets.Length, $"seed {seed}, round {round}");
            }
            catch (IOException e)
            {
                e.Message.ShouldContain(_segment.File);
            }
        }
    }

    private async Task<PlainCapture> DownloadAsync()
    {
        using var stream = new MemoryStream();
        await new CaptureDownload(_archive.Options).WriteAsync([_segment], CaptureFormat.Pcapng, "", stream, CancellationToken.None);
        return PlainCapture.Read(stream.ToArray());
    }

    private async Task RefusesAsync(string why, SegmentRecord? segment = null)
    {
        using var stream = new MemoryStream();
        var error = await Should.ThrowAsync<IOException>(
            () => new CaptureDownload(_archive.Options).WriteAsync([segment ?? _segment], CaptureFormat.Pcapng, "", stream, CancellationToken.None));
        error.Message.ShouldContain(why);
        stream.Length.ShouldBe(0);
    }
}
