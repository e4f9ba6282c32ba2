using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Holdings;

/// <summary>Whether a region holds a stretch of time.</summary>
public enum HeldKind
{
    /// <summary>It holds what it captured.</summary>
    Held,

    /// <summary>It is older than its oldest packet: held no longer, or not by all of its threads.</summary>
    Gone,

    /// <summary>It captured nothing there, or not with all of its threads.</summary>
    NoCapture,

    /// <summary>It is not on its disk yet.</summary>
    NotYet,

    /// <summary>The region does not tell.</summary>
    Unknown,
}

/// <summary>A stretch of a window, and whether a region holds it.</summary>
/// <param name="Kind">Whether.</param>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment behind it.</param>
/// <param name="Reason">One sentence; null where it is held.</param>
public sealed record HeldSpan(HeldKind Kind, PacketTime From, PacketTime To, string? Reason);
