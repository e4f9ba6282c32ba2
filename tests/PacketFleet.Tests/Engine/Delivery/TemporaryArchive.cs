using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Tests.Engine.Delivery;

/// <summary>An archive in a directory of its own, deleted afterwards.</summary>
internal sealed class TemporaryArchive : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("archive-").FullName;

    public TemporaryArchive(string? directory = null)
    {
        Root = directory ?? Path.Combine(_above, "data", "archive");
        Options = new EngineOptions { ArchiveDirectory = Root };
        Factory = new FileSegmentFactory(Options, Time, NullLogger<FileSegmentFactory>.Instance);
    }

    public string Root { get; }

    /// <summary>The directory above, to see that nothing leaves the archive.</summary>
    public string Above => _above;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    public EngineOptions Options { get; }

    public FileSegmentFactory Factory { get; }

    public static SegmentLabel Label(string region = "Region 1", int number = 0, int epoch = 1, long job = 123) =>
        new(job, region, "port 80 and host 1.2.3.4", "ana", 1, 2, number, epoch);

    public SegmentRecord Store(SegmentLabel label, IEnumerable<Packet> packets)
    {
        using var writer = Factory.Create(label);
        foreach (var packet in packets)
            writer.Append(packet.Record);
        return writer.Seal(Time.GetUtcNow());
    }

    public string Full(SegmentRecord record) => Path.Combine(Root, record.File);

    public string Index(SegmentRecord record) => Path.ChangeExtension(Full(record), ".idx");

    public string[] Files() => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => Directory.Delete(_above, recursive: true);
}
