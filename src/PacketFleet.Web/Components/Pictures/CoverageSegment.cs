namespace PacketFleet.Web.Components.Pictures;

/// <summary>A stretch of a coverage bar.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="From">Where it begins, 0 to 1 of the bar.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Reason">One sentence where an answer is missing, else null.</param>
public readonly record struct CoverageSegment(CoverageKind Kind, double From, double To, string? Reason = null);
