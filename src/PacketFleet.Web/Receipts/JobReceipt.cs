using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;

namespace PacketFleet.Web.Receipts;

/// <summary>What was asked, what came, what did not and why, and where it lies: to be kept with a case.</summary>
public sealed record JobReceipt
{
    /// <summary>The job's number.</summary>
    public required long Job { get; init; }

    /// <summary>The program that wrote it, with its version.</summary>
    public required string Program { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The case it belongs to, or null.</summary>
    public string? Case { get; init; }

    /// <summary>A note, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The query as typed.</summary>
    public required string Query { get; init; }

    /// <summary>The query with absolute times.</summary>
    public required string Pinned { get; init; }

    /// <summary>The window its top-level time terms give.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>The source override as typed, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The source override as 32 hex digits, or null.</summary>
    public string? SourceBytes { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first fetch began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where it is.</summary>
    public required JobState State { get; init; }

    /// <summary>What became of it, in words.</summary>
    public required string Summary { get; init; }

    /// <summary>Packets read and inside the window, over all regions.</summary>
    public required long Packets { get; init; }

    /// <summary>Their captured bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Region by region, in the order they were chosen.</summary>
    public required IReadOnlyList<RegionReceipt> Regions { get; init; }

    /// <summary>The captures of the archive that hold its packets, in order of commit.</summary>
    public required IReadOnlyList<ReceiptFile> Files { get; init; }

    /// <summary>Packets the archive had and has no longer: retention removed them.</summary>
    public required long RemovedPackets { get; init; }
}

/// <summary>What one region answered.</summary>
public sealed record RegionReceipt
{
    /// <summary>The region's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where its fetch is.</summary>
    public required FetchState State { get; init; }

    /// <summary>What its gaps add up to; null until known.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Summary { get; init; }

    /// <summary>One sentence where something is wrong or it waits; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>What the verdict takes for true where the region does not tell, as sentences; null where nothing has to be.</summary>
    public string? Assumption { get; init; }

    /// <summary>1 for the first run, one more with each retry.</summary>
    public required int Attempts { get; init; }

    /// <summary>The intervals answered in full, in time order, none touching another.</summary>
    public required IReadOnlyList<Interval> Covered { get; init; }

    /// <summary>The intervals without a full answer, in time order.</summary>
    public required IReadOnlyList<Gap> Gaps { get; init; }

    /// <summary>Packets read and inside the window.</summary>
    public required long Packets { get; init; }

    /// <summary>Their captured bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Packets read and outside the window: not kept.</summary>
    public required long CutPackets { get; init; }

    /// <summary>The earliest packet kept.</summary>
    public PacketTime? FirstPacket { get; init; }

    /// <summary>The latest packet kept.</summary>
    public PacketTime? LastPacket { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What each sink has acknowledged.</summary>
    public required IReadOnlyList<SinkSnapshot> Sinks { get; init; }
}

/// <summary>A stretch of time.</summary>
/// <param name="From">Its first moment; null = open.</param>
/// <param name="To">The first moment after it; null = open.</param>
public sealed record Interval(PacketTime? From, PacketTime? To);

/// <summary>A capture of the archive.</summary>
/// <param name="Name">Relative to the archive's directory.</param>
/// <param name="Region">Whose packets it holds.</param>
/// <param name="Packets">How many.</param>
/// <param name="Bytes">The file's length when it was stored.</param>
/// <param name="Sha256">Of the file as it lies on the disk now, as lower-case hex; null where it was not asked for or the file cannot be read.</param>
/// <param name="Problem">One sentence where the file is missing or not what was stored; null where nothing is wrong, or nobody looked.</param>
public sealed record ReceiptFile(string Name, string Region, long Packets, long Bytes, string? Sha256, string? Problem);
