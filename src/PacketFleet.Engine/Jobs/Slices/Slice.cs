using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>A part of a fetch's window that is asked for by itself.</summary>
/// <param name="Number">From 0, never used twice in a fetch.</param>
/// <param name="Window">The packets that belong to it. Only the first slice of an open start and the last one of an open end have an open end.</param>
internal readonly record struct Slice(int Number, TimeWindow Window);
