using PacketFleet.Engine.Regions.Holdings;

namespace PacketFleet.Engine.Preview;

/// <summary>What a region holds of a window.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Holdings">What it holds.</param>
/// <param name="Coverage">The stretches of the window, in order and without a gap; see <see cref="WindowCoverage.Of"/>.</param>
public sealed record RegionPreview(string Name, RegionHoldings Holdings, IReadOnlyList<HeldSpan> Coverage);
