using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Persistence;

// Times are nanoseconds since 1970: a database sorts and compares integers alike everywhere.

/// <summary>A row of <c>jobs</c>.</summary>
internal sealed class JobRow
{
    public long Id { get; set; }
    public int Epoch { get; set; }
    public required string Query { get; set; }
    public required string Pinned { get; set; }
    public long? WindowAfter { get; set; }
    public long? WindowBefore { get; set; }
    public long PinnedAt { get; set; }
    public string? Source { get; set; }
    public string? SourceBytes { get; set; }
    public string? CaseName { get; set; }
    public string? Note { get; set; }
    public required string RequestedBy { get; set; }
    public long CreatedAt { get; set; }
    public long? LimitPackets { get; set; }
    public long? LimitBytes { get; set; }
    public long? LimitSeconds { get; set; }
    public bool WaitForRecent { get; set; }
    public JobState State { get; set; }

    /// <summary>1 where <see cref="State"/> is final, else 0: a number, because SQLite uses no index for <c>NOT is_final</c>.</summary>
    public int IsFinal { get; set; }
    public long? StartedAt { get; set; }
    public long? FinishedAt { get; set; }
    public List<FetchRow> Fetches { get; set; } = [];
}

/// <summary>A row of <c>fetches</c>, by job and region.</summary>
internal sealed class FetchRow
{
    public long Job { get; set; }
    public required string Region { get; set; }

    /// <summary>Its place among the job's fetches.</summary>
    public int Position { get; set; }
    public int Epoch { get; set; }
    public long Shift { get; set; }
    public FetchState State { get; set; }
    public Verdict? Verdict { get; set; }
    public string? Reason { get; set; }
    public int Attempt { get; set; } = 1;
    public long Packets { get; set; }
    public long Bytes { get; set; }
    public long CutPackets { get; set; }
    public long DeliveredPackets { get; set; }
    public long DeliveredBytes { get; set; }

    /// <summary>JSON, or null where there are none.</summary>
    public string? Gaps { get; set; }
    public string? Assumption { get; set; }
    public double? Progress { get; set; }
    public long? FirstPacket { get; set; }
    public long? LastPacket { get; set; }
    public long? StartedAt { get; set; }
    public long? FinishedAt { get; set; }

    /// <summary>JSON, or null where there are none.</summary>
    public string? Sinks { get; set; }

    /// <summary>JSON, or null before they are planned.</summary>
    public string? Slices { get; set; }
    public long CommittedPackets { get; set; }
    public long CommittedBytes { get; set; }

    /// <summary>The bits of an unsigned number.</summary>
    public long CommittedHash { get; set; }
}

/// <summary>A row of <c>segments</c>; its id gives the order of commit.</summary>
internal sealed class SegmentRow
{
    public long Id { get; set; }
    public long Job { get; set; }
    public required string Region { get; set; }
    public int Attempt { get; set; }
    public int Slice { get; set; }
    public int Number { get; set; }
    public required string File { get; set; }
    public long Packets { get; set; }
    public long Bytes { get; set; }
    public long FileBytes { get; set; }
    public long FirstPacket { get; set; }
    public long LastPacket { get; set; }
    public long CommittedAt { get; set; }
    public bool Spooled { get; set; }
}

/// <summary>A row of <c>events</c>; its id gives the order.</summary>
internal sealed class EventRow
{
    public long Id { get; set; }
    public long Job { get; set; }
    public long At { get; set; }
    public string? Region { get; set; }
    public EventLevel Level { get; set; }
    public required string Message { get; set; }
}

/// <summary>A row of <c>saved_queries</c>.</summary>
internal sealed class SavedQueryRow
{
    public required string Owner { get; set; }
    public required string Name { get; set; }
    public required string Query { get; set; }
    public string? Source { get; set; }
    public long SavedAt { get; set; }
}
