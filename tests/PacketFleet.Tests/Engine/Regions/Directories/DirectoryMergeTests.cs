using PacketFleet.Engine.Regions.Directories;
using PacketFleet.Tests.Wire.Captures.Reading;

namespace PacketFleet.Tests.Engine.Regions.Directories;

public sealed class DirectoryMergeTests : IDisposable
{
    private readonly CaptureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Merge_FilesThatDoNotOverlap_OpensOneAtATime()
    {
        for (var i = 0; i < 300; i++)
            _folder.Write(FormattableString.Invariant($"{i:D3}.pcap"), ((uint)(10 * i) + 1, 1), ((uint)(10 * i) + 9, 2));
        using var merge = Merge();

        var packets = 0;
        while (merge.TryRead(out _))
        {
            merge.Live.ShouldBe(1);
            OpenHere().ShouldBeLessThanOrEqualTo(1);
            packets++;
        }

        packets.ShouldBe(600);
    }

    [Fact]
    public void Merge_ManyFilesThatOverlap_KeepsNoneOpen()
    {
        for (var i = 0; i < 100; i++)
            _folder.Write(FormattableString.Invariant($"{i:D3}.pcap"), (1, 1), (9, 2));
        using var merge = Merge();

        var packets = 0;
        for (; merge.TryRead(out _); packets++)
            OpenHere().ShouldBe(0);

        packets.ShouldBe(200);
    }

    [Fact]
    public void Merge_FilesOutsideTheSpan_AreNotOpened()
    {
        _folder.Write("a.pcap", (1, 1), (2, 2)).Write("b.pcap", (3, 3), (4, 4)).Write("c.pcap", (5, 5));
        var files = Files();
        File.Delete(_folder.File("a.pcap"));
        File.Delete(_folder.File("c.pcap"));
        using var merge = new DirectoryMerge(files, new AskedSpan(3 * CaptureFolder.Second, 4 * CaptureFolder.Second), _folder.Time.GetUtcNow(), CancellationToken.None);

        merge.TryRead(out var first).ShouldBeTrue();
        first.Time.ShouldBe(3 * CaptureFolder.Second);
        merge.TryRead(out _).ShouldBeTrue();
        merge.TryRead(out _).ShouldBeFalse();
        merge.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Merge_LongFileInOrder_AllocatesNothingPerPacket()
    {
        var bytes = CaptureBytes.Pcap();
        for (uint i = 0; i < 20_000; i++)
            bytes.Record(i, 0, [1, 2, 3]);
        _folder.Write("a.pcap", bytes).Write("b.pcap", bytes);
        using var merge = Merge();
        for (var i = 0; i < 100; i++)
            merge.TryRead(out _).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var packets = 100;
        while (merge.TryRead(out _))
            packets++;

        packets.ShouldBe(40_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32 * 1024);
    }

    private DirectoryMerge Merge() => new(Files(), new AskedSpan(long.MinValue, long.MaxValue), _folder.Time.GetUtcNow(), CancellationToken.None);

    private CaptureFile[] Files() => [.. new DirectoryInfo(_folder.Path).EnumerateFiles()
        .OrderBy(f => f.Name, StringComparer.Ordinal)
        .Select(f => CaptureFileScanner.Scan(new CaptureFile { Path = f.FullName, Name = f.Name, Size = f.Length, Modified = new DateTimeOffset(f.LastWriteTimeUtc) }))];

    private int OpenHere()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "open files can be counted on Linux only");
        return Directory.EnumerateFiles("/proc/self/fd").Count(f => Target(f)?.StartsWith(_folder.Path, StringComparison.Ordinal) == true);
    }

    private static string? Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null; // closed meanwhile, by another test
        }
    }
}
