using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>What a region holds, as it was at one moment. All packet times are by the region's own clock, which stamps its packets.</summary>
public sealed record RegionHoldings
{
    /// <summary>The region's name.</summary>
    public required string Region { get; init; }

    /// <summary>When this was found out, by our clock.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Its files are known. Otherwise <see cref="Reason"/> says why not, and only <see cref="Horizon"/> and the clock may be.</summary>
    public bool Known { get; init; }

    /// <summary>One sentence, subject first, about what is not known or not right; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>How long it writes to one file; null for a directory, and where it is not known.</summary>
    public TimeSpan? FileAge { get; init; }

    /// <summary>Its capture threads that hold files; one for a directory.</summary>
    public IReadOnlyList<HeldThread> Threads { get; init; } = [];

    /// <summary>From here on it holds all that it captured: the latest of its threads' oldest files; null = unknown.</summary>
    public PacketTime? Oldest { get; init; }

    /// <summary>The end of its newest file; null = unknown.</summary>
    public PacketTime? Newest { get; init; }

    /// <summary>
    /// Packets before this are on its disk. The oldest of its threads' newest files while it captures; the end of its files where it
    /// does not; where it does not tell its files, its clock less the capture lag. Null = unknown.
    /// </summary>
    public PacketTime? Horizon { get; init; }

    /// <summary>It writes files: its newest is not older than two file ages and the capture lag. Null = unknown.</summary>
    public bool? Capturing { get; init; }

    /// <summary>Where threads wrote no file for longer than twice the file age, or stopped while others went on; ascending.</summary>
    public IReadOnlyList<HeldHole> Holes { get; init; } = [];

    /// <summary>How far its clock is ahead of ours; zero where the difference is below what can be measured (about a second).</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>A moment of our clock as the region's clock has it.</summary>
    public PacketTime ByItsClock(PacketTime ours) => ours.Add(ClockSkew);

    /// <summary>Nothing is known of it.</summary>
    /// <param name="region">Its name.</param>
    /// <param name="reason">One sentence with the mend.</param>
    /// <param name="takenAt">When this was found out.</param>
    public static RegionHoldings Unknown(string region, string reason, DateTimeOffset takenAt) => new() { Region = region, Reason = reason, TakenAt = takenAt };
}
