namespace PacketFleet.Tests.Engine.Delivery;

public sealed class FileSegmentFactoryTests : IDisposable
{
    private static readonly Packet[] Some = [new(5, [1, 2, 3], 3)];

    private readonly TemporaryArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("CON")]
    [InlineData("Ünï¢ødé 区域 \U0001F30D \uD800")]
    [InlineData("region\n1\\..\\x")]
    public void Create_HostileRegionName_StaysInsideTheArchive(string region)
    {
        var record = _archive.Store(TemporaryArchive.Label(region), Some);

        record.File.ShouldMatch(@"^2026/11/24/job-000123/[a-z0-9-]+-e1-0000\.pcapng$");
        record.Region.ShouldBe(region);
        File.Exists(_archive.Full(record)).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_archive.Above).Count().ShouldBe(1);
        _archive.Files().Length.ShouldBe(2);
    }

    [Fact]
    public void Create_VeryLongRegionName_GetsAShortFileName()
    {
        var record = _archive.Store(TemporaryArchive.Label(new string('x', 100_000)), Some);

        Path.GetFileName(record.File).Length.ShouldBeLessThan(80);
        PlainCapture.Read(_archive.Full(record)).Packets.ShouldBe(Some);
    }

    [Fact]
    public void Create_NamesThatLookAlike_GetFilesOfTheirOwn()
    {
        string[] regions = ["region-1", "Region 1", "region 1", "REGION-1", "region--1", "region-1-1de0a1cc", "-region-1"];

        var files = regions.Select(region => _archive.Store(TemporaryArchive.Label(region), Some).File).ToArray();

        files.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(regions.Length);
        files[0].ShouldEndWith("/region-1-e1-0000.pcapng");
    }

    [Fact]
    public void Create_NameTaken_OverwritesNothing()
    {
        var first = _archive.Store(TemporaryArchive.Label(), Some);
        using var open = _archive.Factory.Create(TemporaryArchive.Label());
        var third = _archive.Store(TemporaryArchive.Label(), [.. Some, .. Some]);

        third.File.ShouldEndWith("-e1-0000-3.pcapng");
        PlainCapture.Read(_archive.Full(first)).Packets.Count.ShouldBe(1);
        PlainCapture.Read(_archive.Full(third)).Packets.Count.ShouldBe(2);
    }

    [Fact]
    public void Create_ArchiveIsAFile_ThrowsIOException()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_archive.Root)!);
        File.WriteAllText(_archive.Root, "in the way");

        Should.Throw<IOException>(() => _archive.Factory.Create(TemporaryArchive.Label()));
    }

    [Fact]
    public async Task DeleteStrays_AfterAKill_LeavesExactlyWhatHasARow()
    {
        var kept = _archive.Store(TemporaryArchive.Label(number: 0), Some);
        var lost = _archive.Store(TemporaryArchive.Label(number: 1), Some);
        File.Copy(_archive.Full(lost), _archive.Full(lost).Replace("0001.pcapng", "0002.pcapng.tmp", StringComparison.Ordinal));
        File.Copy(_archive.Index(lost), _archive.Index(lost).Replace("0001.idx", "0002.idx.tmp", StringComparison.Ordinal));
        File.Copy(_archive.Index(lost), _archive.Index(lost).Replace("0001.idx", "0003.idx", StringComparison.Ordinal));

        var deleted = await _archive.Factory.DeleteStraysAsync(Rows(kept.File), CancellationToken.None);

        deleted.ShouldBe(5);
        _archive.Files().ShouldBe([Path.ChangeExtension(kept.File, ".idx"), kept.File]);
    }

    [Fact]
    public async Task DeleteStrays_FilesOfOthers_AreLeftAlone()
    {
        var lost = _archive.Store(TemporaryArchive.Label(), Some);
        var folder = Path.GetDirectoryName(_archive.Full(lost))!;
        var outside = Directory.CreateDirectory(Path.Combine(_archive.Above, "outside")).FullName;
        var theirs = new[]
        {
            Path.Combine(_archive.Root, "notes.txt"),
            Path.Combine(_archive.Root, "2026", "export.pcapng"),
            Path.Combine(folder, "mine.pcapng"),
            Path.Combine(folder, "download.tmp"),
            Path.Combine(outside, "region-1-e1-0000.pcapng"),
        };
        foreach (var file in theirs)
            File.WriteAllText(file, "theirs");
        Directory.CreateSymbolicLink(Path.Combine(_archive.Root, "2026", "11", "24", "job-000124"), outside);

        (await _archive.Factory.DeleteStraysAsync(Rows(), CancellationToken.None)).ShouldBe(2);

        theirs.ShouldAllBe(file => File.Exists(file));
    }

    [Fact]
    public async Task DeleteStrays_SegmentsBeingWritten_AreLeftAlone()
    {
        using var open = _archive.Factory.Create(TemporaryArchive.Label(number: 0));
        using var uncommitted = _archive.Factory.Create(TemporaryArchive.Label(number: 1));
        uncommitted.Seal(_archive.Time.GetUtcNow());

        (await _archive.Factory.DeleteStraysAsync(Rows(), CancellationToken.None)).ShouldBe(0);

        _archive.Files().Length.ShouldBe(3);
    }

    [Fact]
    public async Task DeleteStrays_NoArchiveYet_FindsNone() =>
        (await _archive.Factory.DeleteStraysAsync(Rows("2026/11/24/job-000001/a-e1-0000.pcapng"), CancellationToken.None)).ShouldBe(0);

    private static async IAsyncEnumerable<string> Rows(params string[] files)
    {
        foreach (var file in files)
        {
            await Task.Yield();
            yield return file;
        }
    }
}
