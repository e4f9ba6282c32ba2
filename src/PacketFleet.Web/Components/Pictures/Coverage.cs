using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>What a fetch has of its window, as stretches of a bar. A pure function of the snapshot.</summary>
public static class Coverage
{
    /// <summary>How much of a small bar marks the place being read: it is a mark, not a measure.</summary>
    public const double SmallHead = 1.0 / 12;

    /// <summary>The same on a lane.</summary>
    public const double LaneHead = 1.0 / 36;

    /// <summary>The stretches in order, from 0 to 1 without a hole.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="axis">The job's axis.</param>
    /// <param name="head">How much of the bar marks the place being read.</param>
    public static IReadOnlyList<CoverageSegment> Of(FetchSnapshot fetch, CoverageAxis axis, double head = SmallHead)
    {
        var segments = Ground(fetch, head);
        foreach (var gap in fetch.Gaps.OrderBy(g => g.Kind.IsMissing()))
        {
            var from = gap.From is { } f ? axis.Place(f) : 0;
            var to = gap.To is { } t ? axis.Place(t) : 1;

            // Without times a gap that tells only one edge has no place: it takes what was not read.
            if (!axis.IsKnown && (gap.From ?? gap.To) is not null)
                (from, to) = (fetch.Progress ?? 0, 1);
            Lay(segments, new(KindOf(gap.Kind), from, to, gap.Reason));
        }

        return Join(segments);
    }

    /// <summary>The stretches of each region of a job, in the order of its regions.</summary>
    public static IReadOnlyList<IReadOnlyList<CoverageSegment>> Of(JobSnapshot job)
    {
        var axis = CoverageAxis.For(job);
        return [.. job.Regions.Select(r => Of(r, axis))];
    }

    private static CoverageKind KindOf(GapKind kind) =>
        kind == GapKind.Cancelled ? CoverageKind.Cancelled : kind.IsMissing() ? CoverageKind.Missing : CoverageKind.Absent;

    private static List<CoverageSegment> Ground(FetchSnapshot fetch, double head)
    {
        var read = Math.Clamp(fetch.Progress ?? 0, 0, 1);
        return fetch.State switch
        {
            FetchState.Done when fetch.Verdict == Verdict.Missing && fetch.Gaps.Count == 0 => Split(read, CoverageKind.Missing, fetch.Reason),
            FetchState.Done or FetchState.Draining => Split(1, CoverageKind.NotAsked, null),
            FetchState.Failed => Split(fetch.Gaps.Count > 0 ? 1 : read, CoverageKind.Missing, fetch.Reason),
            FetchState.Cancelled => Split(fetch.Gaps.Count > 0 ? 1 : read, CoverageKind.Cancelled, fetch.Reason),
            FetchState.Streaming when fetch.Progress is null => [new(CoverageKind.Reading, 0, 1)],
            FetchState.Streaming => Streaming(read, head),
            _ => Split(read, CoverageKind.NotAsked, null),
        };
    }

    private static List<CoverageSegment> Streaming(double read, double head)
    {
        var at = Math.Min(read, 1 - (head / 2));
        var end = Math.Min(1, read + head);
        return [new(CoverageKind.Covered, 0, at), new(CoverageKind.Running, at, end), new(CoverageKind.NotAsked, end, 1)];
    }

    private static List<CoverageSegment> Split(double read, CoverageKind rest, string? reason) => [new(CoverageKind.Covered, 0, read), new(rest, read, 1, reason)];

    // The stretch replaces whatever lies under it; missing is laid last and stays.
    private static void Lay(List<CoverageSegment> segments, CoverageSegment top)
    {
        var under = segments.ToArray();
        segments.Clear();
        foreach (var segment in under)
        {
            segments.Add(segment with { To = Math.Min(segment.To, top.From) });
            segments.Add(segment with { From = Math.Max(segment.From, top.To) });
        }

        segments.RemoveAll(s => s.To <= s.From);

        // Even a gap of no length at all is laid: the bar gives it its two pixels.
        segments.Add(top);
        segments.Sort((a, b) => a.From != b.From ? a.From.CompareTo(b.From) : a.To.CompareTo(b.To));
    }

    private static List<CoverageSegment> Join(List<CoverageSegment> segments)
    {
        var joined = new List<CoverageSegment>(segments.Count);
        foreach (var segment in segments)
        {
            if (segment.To <= segment.From && segment.Kind < CoverageKind.Absent)
                continue;
            if (joined.Count > 0 && joined[^1].Kind == segment.Kind && joined[^1].Reason == segment.Reason)
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, segment.To) };
            else
                joined.Add(segment);
        }

        return joined;
    }
}
