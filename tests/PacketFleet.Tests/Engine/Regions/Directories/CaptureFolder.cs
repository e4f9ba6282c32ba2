using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Directories;
using PacketFleet.Tests.Wire.Captures.Reading;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Regions.Directories;

/// <summary>A directory of captures under the temporary directory, and a region over it whose clock the test moves.</summary>
internal sealed class CaptureFolder : IDisposable
{
    public const long Second = PacketTime.Second;

    public CaptureFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "captures-" + Guid.NewGuid().ToString("N"));

    /// <summary>A day ahead of the files' times, so that none of them counts as still written.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow().AddDays(1));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A classic pcap with a packet of one byte at each second; the byte tells the packet.</summary>
    public CaptureFolder Write(string name, params (uint Second, byte Byte)[] packets)
    {
        var bytes = CaptureBytes.Pcap();
        foreach (var (second, value) in packets)
            bytes.Record(second, 0, [value]);
        return Write(name, bytes);
    }

    public CaptureFolder Write(string name, CaptureBytes bytes) => Write(name, bytes.ToArray());

    public CaptureFolder Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return this;
    }

    public DirectoryRegion Region(bool rebase = false, PacketTime? startedAt = null, string? path = null) => new(
        new RegionOptions { Name = "Attic", PcapDirectory = path ?? Path, RebaseToNow = rebase },
        Time,
        startedAt ?? PacketTime.From(Time.GetUtcNow()),
        NullLogger.Instance);

    public static RegionRequest Request(string query = "after 1970-01-01T00:00:00Z", uint? after = null, uint? before = null, long shift = 0)
    {
        QueryParser.TryParse(query, out var parsed, out var error).ShouldBeTrue(error?.Message);
        var ask = new TimeWindow(after is { } a ? PacketTime.FromSeconds(a) : null, before is { } b ? PacketTime.FromSeconds(b) : null);
        return new RegionRequest(parsed.Pin(PacketTime.FromSeconds(1_700_000_000)), ask, shift);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>An answer, copied.</summary>
internal sealed record Answer(IReadOnlyList<(long Time, string Data)> Packets, IReadOnlyList<int> LinkTypes, RegionOutcome Outcome)
{
    /// <summary>First bytes of the packets, in order.</summary>
    public string Bytes => string.Join(' ', Packets.Select(p => Convert.FromHexString(p.Data)[0]));

    public static Answer Of(DirectoryRegion region, RegionRequest? request = null)
    {
        using var stream = region.Open(request ?? CaptureFolder.Request(), CancellationToken.None);
        return Of(stream);
    }

    public static Answer Of(RegionStream stream)
    {
        var packets = new List<(long, string)>();
        var linkTypes = new List<int>();
        while (stream.TryRead(out var packet))
        {
            packets.Add((packet.Time, Convert.ToHexString(packet.Data)));
            linkTypes.Add(packet.LinkType);
        }

        stream.TryRead(out _).ShouldBeFalse();
        return new Answer(packets, linkTypes, stream.Outcome);
    }
}
