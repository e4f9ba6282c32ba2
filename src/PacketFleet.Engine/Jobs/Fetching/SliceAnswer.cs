using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What came of asking for a slice once.</summary>
internal sealed record SliceAnswer
{
    /// <summary>How the region ended its answer; null where it was not the region.</summary>
    public RegionOutcome? Outcome { get; init; }

    /// <summary>Who else ended the fetch; null where it goes on.</summary>
    public FetchEnding? Ending { get; init; }

    /// <summary>The latest time of the slice that was seen; null = none.</summary>
    public PacketTime? Reached { get; init; }

    /// <summary>It ran long and was closed here: nothing from there on is kept.</summary>
    public PacketTime? ClosedAt { get; init; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Packets that came, those of the padding and those known already included.</summary>
    public long Received { get; init; }

    /// <summary>The latest time among them; null = none came.</summary>
    public PacketTime? Last { get; init; }

    /// <summary>None of them came behind a later one.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Packets of a time that none of the files asked for can hold: they are in no other count.</summary>
    public StrangePackets? Strange { get; init; }
}
