using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>A stretch in which a capture thread wrote no file, though it did before, so that some of the traffic is missing.</summary>
/// <param name="Thread">The thread's number.</param>
/// <param name="From">The first moment without a file.</param>
/// <param name="To">The first moment with one again; null = it never wrote again.</param>
public readonly record struct HeldHole(int Thread, PacketTime From, PacketTime? To);
