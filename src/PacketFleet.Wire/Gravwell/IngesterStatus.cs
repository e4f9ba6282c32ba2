using System.Text.Json.Serialization;

namespace PacketFleet.Wire.Gravwell;

/// <summary>An ingester's counters, as Gravwell's own page of ingesters shows them.</summary>
public sealed record IngesterStatus
{
    /// <summary>Which ingester, for good.</summary>
    [JsonPropertyName("UUID")]
    public string Uuid { get; init; } = "";

    /// <summary>What kind of ingester.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The owner's name for it.</summary>
    public string Label { get; init; } = "";

    /// <summary>Its address.</summary>
    [JsonPropertyName("IP")]
    public string Ip { get; init; } = "";

    /// <summary>Its machine.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Entries since its start.</summary>
    public ulong Entries { get; init; }

    /// <summary>Bytes of data since its start.</summary>
    public ulong Size { get; init; }

    /// <summary>Nanoseconds since its start.</summary>
    public long Uptime { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The mode of its cache, "always" or "fail"; empty where it has none.</summary>
    public string CacheState { get; init; } = "";

    /// <summary>Bytes in its cache.</summary>
    public ulong CacheSize { get; init; }

    /// <summary>When it was last heard of, UTC.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Ingesters behind it, by UUID.</summary>
    public IReadOnlyDictionary<string, IngesterStatus> Children { get; init; } = new Dictionary<string, IngesterStatus>(StringComparer.Ordinal);
}
