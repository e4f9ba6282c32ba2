using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Turns counters into what is shown.</summary>
internal static class FetchSnapshots
{
    /// <summary>The fetch while it runs.</summary>
    public static FetchSnapshot Running(FetchSnapshot start, FetchCounters counters, FetchState state, double? progress, IReadOnlyList<SinkSnapshot> sinks) => (start with
    {
        State = state,
        Reason = null,
        Packets = counters.Packets,
        Bytes = counters.Bytes,
        CutPackets = counters.CutPackets,
        FirstPacket = counters.First,
        LastPacket = counters.Last,
        Progress = progress,
    }).Delivered(sinks);

    /// <summary>The fetch as a commit stores it: only what the log holds counts.</summary>
    public static FetchSnapshot Committed(FetchSnapshot row, FetchCounters counters, long packets, long bytes, IReadOnlyList<SinkSnapshot> sinks) => (row with
    {
        State = FetchState.Streaming,
        Packets = packets,
        Bytes = bytes,
        CutPackets = counters.SettledCutPackets,
        FirstPacket = counters.First,
        LastPacket = counters.Last,
    }).Delivered(sinks);

    /// <summary>All is read: what was appended and not committed is not kept, so it does not count.</summary>
    public static FetchSnapshot Read(FetchSnapshot running, FetchCounters counters, IReadOnlyList<Gap> gaps, string? assumption, double? progress, string? reason) => running with
    {
        State = FetchState.Draining,
        Packets = counters.CommittedPackets,
        Bytes = counters.CommittedBytes,
        Gaps = gaps,
        Assumption = assumption,
        Reason = reason,
        Progress = FetchCoverage.Judge(gaps) == Verdict.Missing ? progress : 1,
    };

    /// <summary>The fetch at its end, which its gaps tell.</summary>
    public static FetchSnapshot Final(FetchSnapshot read, DateTimeOffset now) => read with
    {
        State = EndOf(read.Gaps),
        Verdict = FetchCoverage.Judge(read.Gaps),
        Reason = read.Reason ?? (read.Gaps.Count > 0 ? read.Gaps[0].Reason : null),
        FinishedAt = now,
    };

    /// <summary>What sinks have; of all of them together, what the slowest has.</summary>
    public static FetchSnapshot Delivered(this FetchSnapshot fetch, IReadOnlyList<SinkSnapshot> sinks)
    {
        var same = sinks.SequenceEqual(fetch.Sinks);
        return fetch with
        {
            Sinks = same ? fetch.Sinks : sinks,
            DeliveredPackets = sinks.Count == 0 ? 0 : sinks.Min(s => s.DeliveredPackets),
            DeliveredBytes = sinks.Count == 0 ? 0 : sinks.Min(s => s.DeliveredBytes),
        };
    }

    private static FetchState EndOf(IReadOnlyList<Gap> gaps)
    {
        if (gaps.Any(g => g.Kind == GapKind.Cancelled))
            return FetchState.Cancelled;
        return gaps.Any(g => g.Kind is GapKind.CutByServer or GapKind.CutByNetwork or GapKind.Failed) ? FetchState.Failed : FetchState.Done;
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
