using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>All that one run of a fetch needs to know.</summary>
/// <param name="Job">The job's row.</param>
/// <param name="Fetch">The fetch's row, with the epoch just taken.</param>
/// <param name="Query">The pinned query.</param>
internal sealed record FetchPlan(JobRecord Job, FetchRecord Fetch, PinnedQuery Query)
{
    /// <summary>A Stenographer selects whole files by name with a minute's slop: ask for more, cut exactly.</summary>
    private static readonly TimeSpan Padding = TimeSpan.FromMinutes(2);

    /// <summary>The packets wanted.</summary>
    public TimeWindow Window => Query.Window;

    /// <summary>The window to ask a region for whose own cut is coarse.</summary>
    public TimeWindow PaddedWindow => Query.Window.Pad(Padding);
}
