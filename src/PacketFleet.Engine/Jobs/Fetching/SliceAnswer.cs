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

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What was seen of it; null where it was not asked.</summary>
    public AnswerTally? Seen { get; init; }
}
