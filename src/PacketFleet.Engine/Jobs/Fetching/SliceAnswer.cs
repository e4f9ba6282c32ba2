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

    /// <summary>It ran long and was closed here: nothing from there on is kept.</summary>
    public PacketTime? ClosedAt { get; init; }

    /// <summary>It was to be closed here, and ended before it was read far enough: nothing from there on is kept, and something before may lack.</summary>
    public PacketTime? LeftAt { get; init; }

    /// <summary>It ended before all had come again that an earlier answer brought, and its index knows of more.</summary>
    public bool IsBehind { get; init; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What was seen of it; null where it was not asked.</summary>
    public AnswerTally? Seen { get; init; }

    /// <summary>The latest time of which something was kept, or thrown away as not wanted; null = none came.</summary>
    public PacketTime? CameTo => LeftAt < Seen?.Last ? LeftAt : Seen?.Last;
}
