using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Settings files of programs that deliver to Gravwell.</summary>
internal sealed record GravwellSettings
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required IReadOnlyList<RegionOptions> Regions { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    public DeliveryLogKind Log { get; init; } = DeliveryLogKind.Archive;

    public string Secret { get; init; } = "IngestSecrets";

    public bool Compression { get; init; }

    public bool VerifyCertificates { get; init; } = true;

    public int SpoolMaxMegabytes { get; init; } = 100;

    public string? CaCert { get; init; }

    public string? Tenant { get; init; }

    public string? SearchUrl { get; init; }

    public int TimestampMaxPastSeconds { get; init; }

    public string LogLevel { get; init; } = "Information";

    /// <summary>As JSON; the spool lies in the program's own directory.</summary>
    public override string ToString() => JsonSerializer.Serialize(
        new
        {
            PacketFleet = new
            {
                Regions = Regions.Select(r => new { r.Name, r.Url, r.CaCert, r.ClientCert, r.ClientKey, r.PcapDirectory, r.MaxConcurrentFetches, Tag = r.Tag == "default" ? "steno" : r.Tag, r.SourceOverride, r.IgnoreTimestamps }),
                Log = new { Level = LogLevel },
                Jobs = new { CaptureLagSeconds = 0 },
                Archive = new { Enabled = Log == DeliveryLogKind.Archive },
                Gravwell = new
                {
                    Targets,
                    IngestSecret = Secret,
                    Compression,
                    VerifyCertificates,
                    CaCert,
                    Tenant,
                    SearchUrl,
                    TimestampMaxPastSeconds,
                    SpoolDirectory = Log == DeliveryLogKind.Spool ? "spool" : null,
                    SpoolMaxMegabytes,
                },
            },
        },
        Json);
}
