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

    public int SpoolMaxMegabytes { get; init; } = 1000;

    /// <summary>Where the spool lies, where there is one.</summary>
    public string SpoolDirectory { get; init; } = "spool";

    /// <summary>Where the store lies; null = as usual.</summary>
    public string? StoreFile { get; init; }

    /// <summary>Of the disk of packets; null = as usual.</summary>
    public int? MinFreeMegabytes { get; init; }

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
                Archive = new { Enabled = Log == DeliveryLogKind.Archive, Directory = ArchiveDirectory, MinFreeMegabytes },
                Gravwell = Targets.Count == 0 ? null : new { Targets, IngestSecret = "IngestSecrets", SpoolDirectory = Log == DeliveryLogKind.Spool ? SpoolDirectory : null, SpoolMaxMegabytes },
                Store = StoreFile is null ? null : new { ConnectionString = $"Data Source={StoreFile}" },
            },
        },
        Json);
}
