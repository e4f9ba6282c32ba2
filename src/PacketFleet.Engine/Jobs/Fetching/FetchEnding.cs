using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Who ended a fetch.</summary>
internal enum FetchEnd
{
    /// <summary>The region: its outcome says how.</summary>
    Region,

    /// <summary>A person.</summary>
    Cancelled,

    /// <summary>A limit in packets, bytes or seconds.</summary>
    Limit,

    /// <summary>The archive could not be written.</summary>
    Archive,

    /// <summary>The log was full for so long that the region was let go: it is asked for the rest once there is room.</summary>
    Full,

    /// <summary>What is wanted next is not on the region's disk yet: the region is let go until it may be.</summary>
    Recent,

    /// <summary>The slot was lost: the region is let go, and asked for the rest once there is a slot again.</summary>
    SlotLost,

    /// <summary>All had been read by an earlier run.</summary>
    Read,

    /// <summary>The program is stopping; the job goes on at the next start.</summary>
    Shutdown,

    /// <summary>A newer run of the same fetch has taken over: nothing of this one counts any more.</summary>
    Fenced,
}

/// <summary>How one run of a fetch ended.</summary>
/// <param name="End">Who ended it.</param>
/// <param name="Outcome">The region's outcome.</param>
/// <param name="Reason">One sentence; null when all is well.</param>
internal sealed record FetchEnding(FetchEnd End, RegionOutcome Outcome, string? Reason)
{
    /// <summary>What is waited for, where it is not on the region's disk yet.</summary>
    public RecentWait? Wait { get; init; }

    /// <summary>What is missing of what was not asked to its end.</summary>
    public GapKind Missing => End switch
    {
        FetchEnd.Cancelled => GapKind.Cancelled,
        FetchEnd.Limit => GapKind.LimitReached,
        FetchEnd.Region when Outcome.End is RegionEnd.CutByNetwork or RegionEnd.Stalled => GapKind.CutByNetwork,
        _ => GapKind.Failed,
    };
}
