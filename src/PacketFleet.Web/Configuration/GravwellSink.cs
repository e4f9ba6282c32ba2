using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Hosting;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Web.Configuration;

/// <summary>The engine's share of the settings of Gravwell.</summary>
internal static class GravwellSink
{
    private const long BytesOfMegabyte = 1_000_000;

    /// <summary>Makes it. Where there are no indexers nothing is written and there is no secret.</summary>
    /// <param name="gravwell">The section.</param>
    /// <param name="regions">All regions: their tags are the ones that may be sent.</param>
    /// <param name="dataDirectory">Where the identity is kept if the settings give none: beside the store.</param>
    public static GravwellSinkOptions ToSink(this GravwellOptions gravwell, IReadOnlyList<RegionOptions> regions, string dataDirectory)
    {
        var delivers = gravwell.Targets.Count > 0;
        return new GravwellSinkOptions
        {
            Targets = [.. gravwell.Targets.Select(IndexerTarget.Parse)],
            Secret = delivers ? new IngestSecret(gravwell.IngestSecret.Reveal()) : null,
            Tenant = gravwell.Tenant,
            Compression = gravwell.Compression,
            VerifyCertificates = gravwell.VerifyCertificates,
            Authorities = gravwell.Authorities,
            Identity = new IngesterIdentity(gravwell.IngesterName, ProgramVersion.Text, delivers ? Uuid(gravwell, dataDirectory).ToString() : ""),
            Label = gravwell.Label ?? "",
            Tags = [.. regions.Select(r => r.Tag).Distinct(StringComparer.Ordinal)],
            RateLimitBitsPerSecond = gravwell.RateLimitBitsPerSecond,
            ConnectionTimeout = TimeSpan.FromSeconds(gravwell.ConnectionTimeoutSeconds),
            TimestampMaxPast = TimeSpan.FromSeconds(gravwell.TimestampMaxPastSeconds),
            TimestampMaxFuture = TimeSpan.FromSeconds(gravwell.TimestampMaxFutureSeconds),
            SpoolDirectory = gravwell.SpoolDirectory,
            SpoolMaxBytes = gravwell.SpoolMaxMegabytes * BytesOfMegabyte,
        };
    }

    private static Guid Uuid(GravwellOptions gravwell, string dataDirectory) =>
        gravwell.IngesterUuid ?? IngesterUuidFile.ReadOrMake(Path.Combine(dataDirectory, IngesterUuidFile.Name));
}
