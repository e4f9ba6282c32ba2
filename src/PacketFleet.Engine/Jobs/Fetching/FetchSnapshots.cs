using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Turns counters into what is shown.</summary>
internal static class FetchSnapshots
{
    /// <summary>The fetch while it runs.</summary>
    public static FetchSnapshot Running(FetchSnapshot start, FetchCounters counters, FetchState state, double? progress) => start with
    {
        State = state,
        Reason = null,
        Packets = counters.Packets,
        Bytes = counters.Bytes,
        CutPackets = counters.CutPackets,
        DeliveredPackets = counters.CommittedPackets,
        DeliveredBytes = counters.CommittedBytes,
        FirstPacket = counters.First,
        LastPacket = counters.Last,
        Progress = progress,
    };

    /// <summary>The fetch at its end.</summary>
    public static FetchSnapshot Final(FetchSnapshot start, FetchCounters counters, FetchEnding ending, IReadOnlyList<Gap> gaps, double? progress, DateTimeOffset now)
    {
        var state = ending.End switch
        {
            FetchEnd.Cancelled => FetchState.Cancelled,
            FetchEnd.Limit => FetchState.Done,
            FetchEnd.Region when ending.Outcome.End == RegionEnd.Complete => FetchState.Done,
            _ => FetchState.Failed,
        };
        var running = Running(start, counters, state, state == FetchState.Done && ending.End == FetchEnd.Region ? 1 : progress);

        // What was appended and not committed is not kept: after the end only what is delivered counts.
        return running with
        {
            Packets = counters.CommittedPackets,
            Bytes = counters.CommittedBytes,
            Verdict = GapFinder.Judge(gaps),
            Gaps = gaps,
            Reason = ending.Reason ?? (gaps.Count > 0 ? gaps[0].Reason : null),
            FinishedAt = now,
        };
    }

    /// <summary>How much of the window has been answered, 0 to 1; null where it cannot be known.</summary>
    /// <param name="window">The window; open ends are taken at the next two.</param>
    /// <param name="oldest">The region's oldest packet.</param>
    /// <param name="pinnedAt">When the job was submitted.</param>
    /// <param name="reached">The latest time seen in the answer.</param>
    public static double? Progress(TimeWindow window, PacketTime? oldest, PacketTime pinnedAt, PacketTime? reached)
    {
        var start = window.After is { } after ? (oldest is { } o && o > after ? o : after) : oldest;
        if (start is not { } from)
            return null;
        var to = window.Before is { } before && before < pinnedAt ? before : pinnedAt;
        if (reached is not { } seen)
            return 0;
        if (to <= from)
            return null;
        return Math.Clamp((double)((Int128)seen.Nanoseconds - from.Nanoseconds) / (double)((Int128)to.Nanoseconds - from.Nanoseconds), 0, 1);
    }
}
