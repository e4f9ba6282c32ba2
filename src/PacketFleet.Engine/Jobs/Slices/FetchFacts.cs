using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>All that is known of a fetch at its end.</summary>
internal sealed record FetchFacts
{
    /// <summary>The region's name.</summary>
    public required string Region { get; init; }

    /// <summary>The pinned window.</summary>
    public required TimeWindow Window { get; init; }

    /// <summary>When the job was submitted, by our clock.</summary>
    public required PacketTime PinnedAt { get; init; }

    /// <summary>What came of each slice, in any order, none over another. Parts of the window in none of them were not asked.</summary>
    public required IReadOnlyList<SliceResult> Results { get; init; }

    /// <summary>What the region held when the fetch began: the slices were planned on it.</summary>
    public required RegionHoldings Before { get; init; }

    /// <summary>What it holds at the end; null, or not known: <see cref="Before"/> is all there is to judge by.</summary>
    public RegionHoldings? After { get; init; }

    /// <summary>The latest holdings that tell files.</summary>
    public RegionHoldings Latest => After is { Known: true } ? After : Before;
}
