using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// What a region held at one moment, as far as it decides whether an answer is whole. It is kept with the slice, since the region's
/// disk has moved on by the time another run judges it.
/// </summary>
/// <param name="Oldest">From here on it held all that it captured; null = unknown.</param>
/// <param name="Horizon">Packets before this were on its disk; null = unknown.</param>
/// <param name="Capturing">It wrote files; null = unknown.</param>
/// <param name="Known">It told its files.</param>
internal sealed record HeldThen(PacketTime? Oldest, PacketTime? Horizon, bool? Capturing, bool Known)
{
    /// <summary>That of what a region holds.</summary>
    public static HeldThen Of(RegionHoldings holdings) => new(holdings.Oldest, holdings.Horizon, holdings.Capturing, holdings.Known);
}
