using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs;

/// <summary>
/// A job as it stood at one moment: what pages, hub and API show. Immutable; a newer one of the same job has a higher version.
/// Serialized as JSON (camelCase) it is the "job" of the API.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record JobSnapshot
{
    /// <summary>The job's number.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>The query as typed.</summary>
    [Id(1)] public required string Query { get; init; }

    /// <summary>The query with absolute times.</summary>
    [Id(2)] public required string Pinned { get; init; }

    /// <summary>The window its top-level time terms give.</summary>
    [Id(3)] public required TimeWindow Window { get; init; }

    /// <summary>The source override as typed, or null.</summary>
    [Id(4)] public string? Source { get; init; }

    /// <summary>The source override as 32 hex digits, or null.</summary>
    [Id(5)] public string? SourceBytes { get; init; }

    /// <summary>The case it belongs to, or null.</summary>
    [Id(6)] public string? Case { get; init; }

    /// <summary>A note, or null.</summary>
    [Id(7)] public string? Note { get; init; }

    /// <summary>Who asked.</summary>
    [Id(8)] public required string RequestedBy { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first fetch began.</summary>
    [Id(10)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(11)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where it is.</summary>
    [Id(12)] public required JobState State { get; init; }

    /// <summary>Packets read and inside the window, over all regions.</summary>
    [Id(13)] public long Packets { get; init; }

    /// <summary>Their captured bytes.</summary>
    [Id(14)] public long Bytes { get; init; }

    /// <summary>Packets acknowledged by every sink.</summary>
    [Id(15)] public long DeliveredPackets { get; init; }

    /// <summary>Their captured bytes.</summary>
    [Id(16)] public long DeliveredBytes { get; init; }

    /// <summary>Rises with every change: activation epoch &lt;&lt; 32 | counter.</summary>
    [Id(17)] public required long Version { get; init; }

    /// <summary>Each sink's share.</summary>
    [Id(18)] public IReadOnlyList<SinkSnapshot> Sinks { get; init; } = [];

    /// <summary>Each region's fetch, in the order they were chosen.</summary>
    [Id(19)] public IReadOnlyList<FetchSnapshot> Regions { get; init; } = [];
}

/// <summary>What one sink has acknowledged of a job, or of a fetch.</summary>
/// <param name="Name"><c>Archive</c> or <c>Gravwell</c>.</param>
/// <param name="DeliveredPackets">Packets it has acknowledged.</param>
/// <param name="MaybeDoubled">Packets that were on their way when a connection or the program broke, and went again: at most so many may have come twice.</param>
/// <param name="DeliveredBytes">Captured bytes of the packets it has acknowledged.</param>
[GenerateSerializer, Immutable]
public sealed record SinkSnapshot(
    [property: Id(0)] string Name,
    [property: Id(1)] long DeliveredPackets,
    [property: Id(2)] long MaybeDoubled,
    [property: Id(3)] long DeliveredBytes = 0);

/// <summary>A part of the window without a full answer.</summary>
[GenerateSerializer, Immutable]
public sealed record Gap(
    [property: Id(0)] GapKind Kind,
    [property: Id(1)] PacketTime? From,
    [property: Id(2)] PacketTime? To,
    [property: Id(3)] string Reason);

/// <summary>A job's work on one region as it stood at one moment.</summary>
[GenerateSerializer, Immutable]
public sealed record FetchSnapshot
{
    /// <summary>The region's name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    [Id(1)] public required FetchState State { get; init; }

    /// <summary>What its gaps add up to; null until known.</summary>
    [Id(2)] public Verdict? Verdict { get; init; }

    /// <summary>One sentence where something is wrong or it waits; else null.</summary>
    [Id(3)] public string? Reason { get; init; }

    /// <summary>1 for the first run, one more with each retry.</summary>
    [Id(4)] public int Attempt { get; init; } = 1;

    /// <summary>Packets read and inside the window.</summary>
    [Id(5)] public long Packets { get; init; }

    /// <summary>Their captured bytes.</summary>
    [Id(6)] public long Bytes { get; init; }

    /// <summary>Packets read and outside the window.</summary>
    [Id(7)] public long CutPackets { get; init; }

    /// <summary>Packets acknowledged by every sink.</summary>
    [Id(8)] public long DeliveredPackets { get; init; }

    /// <summary>Their captured bytes.</summary>
    [Id(9)] public long DeliveredBytes { get; init; }

    /// <summary>Parts of the window without a full answer, in time order.</summary>
    [Id(10)] public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>0 to 1 of the window, or null where it cannot be known.</summary>
    [Id(11)] public double? Progress { get; init; }

    /// <summary>The earliest packet kept.</summary>
    [Id(12)] public PacketTime? FirstPacket { get; init; }

    /// <summary>The latest packet kept.</summary>
    [Id(13)] public PacketTime? LastPacket { get; init; }

    /// <summary>When it began.</summary>
    [Id(14)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(15)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Each sink's share; empty before it has begun.</summary>
    [Id(16)] public IReadOnlyList<SinkSnapshot> Sinks { get; init; } = [];

    /// <summary>What its verdict takes for true where the region does not tell, as sentences; null where nothing has to be, and until known.</summary>
    [Id(17)] public string? Assumption { get; init; }
}
