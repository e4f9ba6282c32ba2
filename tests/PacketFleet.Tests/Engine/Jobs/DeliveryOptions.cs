using PacketFleet.Engine;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Settings of an engine that delivers to a fake indexer.</summary>
internal static class DeliveryOptions
{
    /// <summary>The settings.</summary>
    /// <param name="directory">Archive, spool and marks lie in it.</param>
    /// <param name="indexer">Where to deliver.</param>
    /// <param name="log">Where packets wait.</param>
    public static EngineOptions Of(string directory, FakeIndexer indexer, DeliveryLogKind log) => new()
    {
        ArchiveDirectory = Path.Combine(directory, "archive"),
        ArchiveEnabled = log == DeliveryLogKind.Archive,
        DeliveryDirectory = Path.Combine(directory, "delivery"),
        Gravwell = new GravwellSinkOptions
        {
            Targets = [IndexerTarget.Parse(indexer.Target)],
            Secret = new IngestSecret("IngestSecrets"),
            Identity = new IngesterIdentity("PacketFleet", "1.0", "c5eb1f22-20d0-456b-8da7-308451a931b1"),
            Tags = ["steno"],
            SpoolDirectory = log == DeliveryLogKind.Spool ? Path.Combine(directory, "spool") : null,
            SpoolMaxBytes = 100_000_000,
        },
    };
}
