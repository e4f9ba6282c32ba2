using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions;

/// <summary>Whether a region answers.</summary>
public enum HealthState
{
    /// <summary>Not checked yet.</summary>
    Unknown,

    /// <summary>It answers.</summary>
    Up,

    /// <summary>It does not; the reason says why.</summary>
    Down,
}

/// <summary>What the last check of a region found.</summary>
/// <param name="State">Whether it answers.</param>
/// <param name="Reason">One sentence when down, else null.</param>
/// <param name="OldestPacket">From here on it holds everything it captured; null = unknown.</param>
/// <param name="NewestPacket">What it holds durably ends here; null = unknown (or "now" for a capturing sensor).</param>
/// <param name="CheckedAt">When; null before the first check.</param>
public sealed record RegionHealth(HealthState State, string? Reason, PacketTime? OldestPacket, PacketTime? NewestPacket, DateTimeOffset? CheckedAt)
{
    /// <summary>Not checked yet.</summary>
    public static readonly RegionHealth Unknown = new(HealthState.Unknown, null, null, null, null);
}
