namespace PacketFleet.Engine.Regions;

/// <summary>How a region's answer ended.</summary>
public enum RegionEnd
{
    /// <summary>It ended as an answer should. (Whether it was all there is, is another question.)</summary>
    Complete,

    /// <summary>We asked it to stop.</summary>
    Cancelled,

    /// <summary>Nobody answered: refused, no route, no such host, or silent while connecting.</summary>
    Unreachable,

    /// <summary>The certificates do not agree: theirs for us or ours for them.</summary>
    Untrusted,

    /// <summary>It does not accept the query (HTTP 400).</summary>
    QueryRefused,

    /// <summary>It answered with another error (HTTP 4xx, 5xx).</summary>
    ServerError,

    /// <summary>The connection broke in the middle.</summary>
    CutByNetwork,

    /// <summary>It went silent for longer than the stall time.</summary>
    Stalled,

    /// <summary>What came is no sound capture.</summary>
    Damaged,

    /// <summary>It cannot be read on this side: missing certificate file, unreadable directory, bad settings.</summary>
    Unusable,
}

/// <summary>How a region's answer ended, as a value.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Reason">One sentence for people, subject first, mend last; null when complete. Names the region.</param>
/// <param name="MayRetry">Asking again may help.</param>
public sealed record RegionOutcome(RegionEnd End, string? Reason, bool MayRetry)
{
    /// <summary>The answer ended as it should.</summary>
    public static readonly RegionOutcome Complete = new(RegionEnd.Complete, null, false);
}
