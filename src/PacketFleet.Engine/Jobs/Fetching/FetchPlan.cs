using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>All that one run of a fetch needs to know.</summary>
/// <param name="Job">The job's row.</param>
/// <param name="Fetch">The fetch's row, with the epoch just taken.</param>
/// <param name="Query">The pinned query.</param>
internal sealed record FetchPlan(JobRecord Job, FetchRecord Fetch, PinnedQuery Query)
{
    /// <summary>The packets wanted.</summary>
    public TimeWindow Window => Query.Window;
}
