using PacketFleet.Wire;

namespace PacketFleet.Engine.Preview;

/// <summary>How many packets match in a minute.</summary>
/// <param name="At">The minute; of a Stenographer the one in which the file was begun that holds them, as a file is about a minute.</param>
/// <param name="Packets">How many.</param>
public sealed record MinuteCount(PacketTime At, long Packets);

/// <summary>What is counted of a region so far, or in the end.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Packets">How many match in all that was counted, those of <paramref name="EdgePackets"/> included.</param>
/// <param name="EdgePackets">How many of them lie in files that reach over an edge of the window: a fetch may cut some of them away, or all.</param>
/// <param name="Minutes">By minute, ascending; minutes without packets are left out.</param>
/// <param name="Progress">How much of the work is done, 0 to 1.</param>
/// <param name="Ended">Nothing more will come.</param>
/// <param name="Complete">All that the region holds of the window was counted; false until the end.</param>
/// <param name="Reason">One sentence where it was not, else null.</param>
/// <param name="Counted">What was counted of the window; null = none of it, or not known yet.</param>
public sealed record RegionCount(
    string Name,
    long Packets,
    long EdgePackets,
    IReadOnlyList<MinuteCount> Minutes,
    double Progress,
    bool Ended,
    bool Complete,
    string? Reason,
    TimeWindow? Counted);
