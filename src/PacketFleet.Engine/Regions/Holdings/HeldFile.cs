using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>A file that a region holds.</summary>
/// <param name="Start">
/// When it was begun. A Stenographer's file is called by the microsecond of it and may begin with packets some seconds older;
/// a capture in a directory begins with its earliest packet.
/// </param>
/// <param name="End">
/// The first moment behind it: a Stenographer's file age after its start, or the nanosecond behind the latest packet of a capture.
/// </param>
public readonly record struct HeldFile(PacketTime Start, PacketTime End)
{
    /// <summary>What a Stenographer calls it.</summary>
    public long Microseconds => Start.Nanoseconds / 1000;
}

/// <summary>The files that one capture thread wrote; a directory has one such list.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Files">By start, ascending.</param>
public sealed record HeldThread(int Number, IReadOnlyList<HeldFile> Files);
