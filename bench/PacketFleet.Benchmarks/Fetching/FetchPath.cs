using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Benchmarks.Fetching;

/// <summary>The bulk path of a fetch: region, TLS, parsing, exact cut, packet hash, segments sealed at 64 MiB.</summary>
internal sealed class FetchPath(RegionOptions settings, string archive)
{
    private const long SegmentBytes = 64 << 20;

    private readonly EngineOptions _options = new() { ArchiveDirectory = archive };

    /// <summary>Everything stored, in order.</summary>
    public List<SegmentRecord> Segments { get; } = [];

    /// <summary>Fetches; at most so many bytes from the region, 0 = all.</summary>
    public (long Packets, long Bytes) Run(long mostBytes = 0)
    {
        var region = new StenographerRegion(settings, _options, TimeProvider.System, NullLogger.Instance);
        var factory = new FileSegmentFactory(_options, TimeProvider.System, NullLogger<FileSegmentFactory>.Instance);
        if (!QueryParser.TryParse("port 443 and after 2026-11-24T12:00:00Z and before 2026-11-25T12:00:00Z", out var query, out var error))
            throw new InvalidOperationException(error.Message);

        var pinned = query.Pin(PacketTime.From(DateTimeOffset.UtcNow));
        var window = pinned.Window;
        var hash = new PacketHash(0);
        var (packets, bytes, number) = (0L, 0L, 0);
        SegmentWriter? writer = null;
        using var stream = region.Open(new RegionRequest(pinned, window.Pad(TimeSpan.FromMinutes(2)), MaxBytes: mostBytes), CancellationToken.None);
        while (stream.TryRead(out var packet))
        {
            if (!window.Contains(packet.Time))
                continue;
            writer ??= factory.Create(new SegmentLabel(1, settings.Name, pinned.Text, "bench", 1, 0, number++, 1));
            writer.Append(packet);
            hash.Add(packet);
            packets++;
            bytes += packet.Data.Length;
            if (writer.FileBytes >= SegmentBytes)
                Seal(ref writer);
        }

        if (writer is not null)
            Seal(ref writer);
        return stream.Outcome.End == RegionEnd.Complete
            ? (packets, bytes)
            : throw new InvalidOperationException(stream.Outcome.Reason);
    }

    private void Seal(ref SegmentWriter? writer)
    {
        Segments.Add(writer!.Seal(DateTimeOffset.UtcNow));
        writer.Dispose();
        writer = null;
    }
}
