namespace PacketFleet.Engine.Archive;

/// <summary>A segment to be merged.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Region">Its region's number in the order given.</param>
/// <param name="First">Its earliest packet's time.</param>
/// <param name="LinkTypes">The link type of each of its interfaces.</param>
/// <param name="Interfaces">For each of its interfaces, the output's.</param>
internal sealed record MergeInput(ArchivedSegment Segment, int Region, long First, IReadOnlyList<int> LinkTypes, int[] Interfaces);
