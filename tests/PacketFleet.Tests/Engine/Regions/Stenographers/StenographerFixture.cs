using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Regions.Stenographers;

/// <summary>One authority for all tests of a class, and the shortest ways to a region and its packets.</summary>
public sealed class StenographerFixture : IDisposable
{
    public TestPki Pki { get; } = new();

    public static StenographerRegion Region(RegionOptions options, int connectSeconds = 5, int stallSeconds = 20) => new(
        options,
        new EngineOptions { ArchiveDirectory = "/nonexistent", ConnectSeconds = connectSeconds, StallSeconds = stallSeconds },
        TimeProvider.System,
        NullLogger.Instance);

    public static RegionRequest Ask(string query)
    {
        QueryParser.TryParse(query, out var parsed, out var error).ShouldBeTrue(error?.Message);
        var pinned = parsed!.Pin(PacketTime.From(DateTimeOffset.UtcNow));
        return new(pinned, pinned.Window);
    }

    public static (List<TestPacket> Packets, RegionOutcome Outcome) Fetch(IRegion region, RegionRequest request, CancellationToken cancellation = default)
    {
        using var stream = region.Open(request, cancellation);
        var packets = new List<TestPacket>();
        while (stream.TryRead(out var packet))
            packets.Add(new(packet.Time, packet.OriginalLength, packet.Data.ToArray()));

        return (packets, stream.Outcome);
    }

    public static (List<TestPacket> Packets, RegionOutcome Outcome) Fetch(RegionOptions options, string query = "tcp") => Fetch(Region(options), Ask(query));

    public void Dispose() => Pki.Dispose();
}
