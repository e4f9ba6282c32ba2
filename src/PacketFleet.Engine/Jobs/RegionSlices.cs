using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs;

/// <summary>The slices of one region's fetch, in time order.</summary>
/// <param name="Region">The region's name.</param>
/// <param name="Slices">None before they are planned.</param>
public sealed record RegionSlices(string Region, IReadOnlyList<SliceSnapshot> Slices);

/// <summary>A part of a fetch's window that is asked for by itself, as it was last stored.</summary>
/// <param name="Number">From 0, never used twice in a fetch.</param>
/// <param name="From">Its first moment; null = open.</param>
/// <param name="To">The first moment after it; null = open.</param>
/// <param name="State">Where it is.</param>
/// <param name="Packets">Its packets that are committed.</param>
/// <param name="Attempt">How often it was begun; 0 = it was not asked yet.</param>
/// <param name="Reached">Of an answer that ended early everything before this has come; null where none did, or nothing is known to have.</param>
/// <param name="Reason">One sentence where something of it is missing; else null.</param>
public sealed record SliceSnapshot(int Number, PacketTime? From, PacketTime? To, SliceState State, long Packets, int Attempt, PacketTime? Reached, string? Reason);
