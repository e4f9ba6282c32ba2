using PacketFleet.Engine.Regions;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Engine.Preview;

/// <summary>What someone thinks of asking for. Field names are the API's, for error messages.</summary>
public sealed record PreviewRequest
{
    /// <summary>The query as typed.</summary>
    public string? Query { get; init; }

    /// <summary>Names of regions.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>A further start of the window, as it would stand behind <c>after</c>: RFC 3339 or <c>3h ago</c>; null or empty = none.</summary>
    public string? After { get; init; }

    /// <summary>A further end of the window, as it would stand behind <c>before</c>; null or empty = none.</summary>
    public string? Before { get; init; }
}

/// <summary>A sound request, its times pinned.</summary>
/// <param name="Query">The query, with the further ends of the window joined to it.</param>
/// <param name="PinnedAt">The moment that relative times were counted back from.</param>
/// <param name="Regions">The regions chosen, and the shift of each.</param>
public sealed record PreviewPlan(PinnedQuery Query, PacketTime PinnedAt, IReadOnlyList<(IRegion Region, long Shift)> Regions)
{
    /// <summary>The window wanted.</summary>
    public TimeWindow Window => Query.Window;
}
