namespace PacketFleet.Wire.Captures;

/// <summary>How the reading of a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>Not yet at its end.</summary>
    Reading,

    /// <summary>It ended on the edge of a packet.</summary>
    Complete,

    /// <summary>It ended inside a header or a packet.</summary>
    Truncated,

    /// <summary>It holds something that cannot be a capture.</summary>
    Damaged,

    /// <summary>The stream under it failed.</summary>
    StreamFailed,
}

/// <summary>How the reading of a capture ended, and where.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Packet">The number, from 1, of the packet that was being read; with <see cref="CaptureEnd.Complete"/> the number of packets.</param>
/// <param name="Offset">The byte at which it happened, from 0.</param>
/// <param name="Reason">One clause for people, without a full stop ("ends in the middle of packet 12, at byte 1,408"); null when complete or still reading.</param>
/// <param name="Error">What the stream under it threw, for <see cref="CaptureEnd.StreamFailed"/>.</param>
public sealed record CaptureOutcome(CaptureEnd End, long Packet, long Offset, string? Reason, Exception? Error = null);
