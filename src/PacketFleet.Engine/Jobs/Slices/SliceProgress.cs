using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Where a slice is.</summary>
public enum SliceState
{
    /// <summary>To be asked, or being asked.</summary>
    Pending,

    /// <summary>Answered to its end.</summary>
    Done,

    /// <summary>Its answer ended early: what came before is kept.</summary>
    Cut,

    /// <summary>It could not be asked, or what came could not be used.</summary>
    Failed,
}

/// <summary>A slice, and how far it is. Immutable.</summary>
/// <param name="Number">From 0, never used twice in a fetch.</param>
/// <param name="Window">The packets that belong to it.</param>
internal sealed record SliceProgress(int Number, TimeWindow Window)
{
    /// <summary>Where it is.</summary>
    public SliceState State { get; init; }

    /// <summary>
    /// Its packets in committed segments. With <see cref="Hash"/> its resume point: so many packets at the beginning of the answer
    /// are skipped when it is asked again, unless <see cref="Compare"/>.
    /// </summary>
    public long Packets { get; init; }

    /// <summary>The running hash over them.</summary>
    public ulong Hash { get; init; }

    /// <summary>
    /// Packets of its window may be among those that the slice it was cut from had committed: each is to be compared with what the
    /// log holds. <see cref="Packets"/> are no prefix of the answer then.
    /// </summary>
    public bool Compare { get; init; }

    /// <summary>At most so many are: what may come twice where no log can be compared with.</summary>
    public long Doubtful { get; init; }

    /// <summary>
    /// The region is asked from exactly this moment on, without padding, so that a file before it which it cannot read is not selected;
    /// null = as usual.
    /// </summary>
    public PacketTime? AskFrom { get; init; }

    /// <summary>From its start to this moment some of it cannot be had; null = nothing is known to be lost.</summary>
    public PacketTime? LostTo { get; init; }

    /// <summary>Why, as one sentence; null where nothing is.</summary>
    public string? LostReason { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// Of an answer that ended early everything before this has come, after its start; null where nothing is
    /// known to have. Kept while it is asked again, since no later answer takes away what came.
    /// </summary>
    public PacketTime? Reached { get; init; }

    /// <summary>What the region held when it was asked; null = it was not.</summary>
    public HeldThen? Asked { get; init; }

    /// <summary>What it held when it had answered; null = it has not.</summary>
    public HeldThen? Answered { get; init; }

    /// <summary>The index agreed with what came.</summary>
    public bool Checked { get; init; }

    /// <summary>What is missing of a slice that is cut or failed; else null.</summary>
    public GapKind? Ended { get; init; }

    /// <summary>Why, as one sentence; null where nothing is missing.</summary>
    public string? Reason { get; init; }

    /// <summary>It is done, and the region's index could not be counted, or not all of it: only how its answer ended says that it came whole.</summary>
    public bool Uncounted { get; init; }

    /// <summary>Nothing of it was asked yet: it may be cut and joined at will.</summary>
    public bool IsUntouched => this is { State: SliceState.Pending, Attempt: 0, Packets: 0, Compare: false, AskFrom: null, LostTo: null };

    /// <summary>How long it is; null where an end is open.</summary>
    public TimeSpan? Length => Window is { After: { } after, Before: { } before } ? before.Since(after) : null;

    /// <summary>The same slice to be asked again: what is committed stays.</summary>
    public SliceProgress Again() => this with { State = SliceState.Pending, Reached = null, Ended = null, Reason = null };
}
