using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>What came of asking for a slice once.</summary>
/// <param name="Outcome">How the region ended its answer; null where it was not the region.</param>
/// <param name="Ending">Who else ended the fetch; null where it goes on.</param>
/// <param name="Reached">The latest time of the slice that was seen; null = none.</param>
/// <param name="ClosedAt">It ran long and was closed here: nothing from there on is kept.</param>
/// <param name="Took">How long the answer took.</param>
internal sealed record SliceAnswer(RegionOutcome? Outcome, FetchEnding? Ending, PacketTime? Reached, PacketTime? ClosedAt, TimeSpan Took)
{
    /// <summary>Packets that came, those of the padding and those known already included.</summary>
    public long Received { get; init; }

    /// <summary>Packets beside them whose times no file that was asked for can hold: what a damaged file is read as.</summary>
    public long Strange { get; init; }

    /// <summary>The latest time before the first of those; null = none came before.</summary>
    public PacketTime? StrangeFrom { get; init; }

    /// <summary>The latest time among those received; null = none came.</summary>
    public PacketTime? Last { get; init; }
}
