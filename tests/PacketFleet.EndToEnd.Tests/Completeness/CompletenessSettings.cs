using System.Text.Json;
using System.Text.Json.Serialization;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Settings files of programs whose patience is short.</summary>
internal sealed record CompletenessSettings
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required IReadOnlyList<RegionOptions> Regions { get; init; }

    public int SliceMinutes { get; init; } = 60;

    public int StallSeconds { get; init; } = 900;

    public int AnswerSeconds { get; init; } = 900;

    public int CaptureLagSeconds { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    public DeliveryLogKind Log { get; init; } = DeliveryLogKind.Archive;

    /// <summary>Where the archive lies; null = as usual.</summary>
    public string? ArchiveDirectory { get; init; }

    /// <summary>As JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(
        new
        {
            PacketFleet = new
            {
                Regions = Regions.Select(r => new { r.Name, r.Url, r.CaCert, r.ClientCert, r.ClientKey, r.PcapDirectory, r.MaxConcurrentFetches, Tag = "steno" }),
                Jobs = new { SliceMinutes, StallSeconds, AnswerSeconds, CaptureLagSeconds },
                Archive = new { Enabled = Log == DeliveryLogKind.Archive, Directory = ArchiveDirectory, MinFreeMegabytes = ArchiveDirectory is null ? (int?)null : 0 },
                Gravwell = Targets.Count == 0 ? null : new { Targets, IngestSecret = "IngestSecrets", SpoolDirectory = Log == DeliveryLogKind.Spool ? "spool" : null },
            },
        },
        Json);
}
