namespace PacketFleet.Engine.Jobs;

/// <summary>Where a job is. Queued → Running → (Stopping) → one of the final states.</summary>
public enum JobState
{
    /// <summary>Submitted, nothing begun.</summary>
    Queued,

    /// <summary>At least one fetch has begun.</summary>
    Running,

    /// <summary>Cancelled, its fetches are closing.</summary>
    Stopping,

    /// <summary>Every fetch is complete, or what is missing is absent from the region.</summary>
    Completed,

    /// <summary>Something is missing.</summary>
    Partial,

    /// <summary>Every fetch failed without a packet.</summary>
    Failed,

    /// <summary>Cancelled before its end.</summary>
    Cancelled,
}

/// <summary>Where a fetch is. Queued → Connecting → Streaming ⇄ Waiting → Draining → one of the final states.</summary>
public enum FetchState
{
    /// <summary>Waits for a slot of its region.</summary>
    Queued,

    /// <summary>Asking.</summary>
    Connecting,

    /// <summary>Packets come.</summary>
    Streaming,

    /// <summary>Waits for the capture, or for a sink.</summary>
    Waiting,

    /// <summary>All read; the sinks are finishing.</summary>
    Draining,

    /// <summary>Ended; the verdict says how well.</summary>
    Done,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Ended by us.</summary>
    Cancelled,
}

/// <summary>What the gaps of a fetch add up to.</summary>
public enum Verdict
{
    /// <summary>No gap.</summary>
    Complete,

    /// <summary>Only absences: the region does not hold it.</summary>
    Absent,

    /// <summary>The region has, or may have, more than we got.</summary>
    Missing,
}

/// <summary>Kinds of gaps. The first five are missing, the last three absent.</summary>
public enum GapKind
{
    /// <summary>The server ended its answer early.</summary>
    CutByServer,

    /// <summary>The connection broke or went silent.</summary>
    CutByNetwork,

    /// <summary>A limit was reached.</summary>
    LimitReached,

    /// <summary>Someone cancelled.</summary>
    Cancelled,

    /// <summary>It could not be asked, or what came could not be used.</summary>
    Failed,

    /// <summary>Before the region's oldest packet.</summary>
    OlderThanRetention,

    /// <summary>Not on the region's disk yet.</summary>
    TooRecent,

    /// <summary>The region captured nothing then.</summary>
    NoCapture,
}

/// <summary>What states and kinds mean.</summary>
public static class JobStates
{
    /// <summary>Nothing more will happen unless someone retries.</summary>
    public static bool IsFinal(this JobState state) => state >= JobState.Completed;

    /// <summary>Nothing more will happen unless someone retries.</summary>
    public static bool IsFinal(this FetchState state) => state >= FetchState.Done;

    /// <summary>The region has, or may have, more than we got.</summary>
    public static bool IsMissing(this GapKind kind) => kind <= GapKind.Failed;
}
