using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Pictures;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Adds up gaps on a job's axis. Lengths are null where the axis has no times.</summary>
internal static class Losses
{
    /// <summary>The length of all stretches together; where they overlap they count once.</summary>
    public static TimeSpan? Length(IEnumerable<Gap> gaps, CoverageAxis axis)
    {
        if (!axis.IsKnown)
            return null;
        var spans = gaps.Select(g => Span(g, axis)).Where(s => s.To > s.From).OrderBy(s => s.From);
        long total = 0, end = long.MinValue;
        foreach (var (from, to) in spans)
        {
            if (to <= end)
                continue;
            total += to - Math.Max(from, end);
            end = to;
        }

        return TimeSpan.FromTicks(total / 100);
    }

    /// <summary>The gaps take the whole window.</summary>
    public static bool AreAll(IReadOnlyList<Gap> gaps, CoverageAxis axis)
    {
        if (gaps.Any(g => g is { From: null, To: null }))
            return true;
        return axis.IsKnown && gaps.Count > 0 && Length(gaps, axis) >= axis.End!.Value.Since(axis.Start!.Value);
    }

    /// <summary>A fetch has a loss: missing by verdict, or ended by a failure.</summary>
    public static bool IsMissing(FetchSnapshot fetch) =>
        fetch.Verdict == Verdict.Missing || fetch.State == FetchState.Failed || Missing(fetch).Count > 0;

    /// <summary>Nothing at all came of it.</summary>
    public static bool IsWhole(FetchSnapshot fetch, CoverageAxis axis) => fetch.Packets == 0
        && (Missing(fetch) is { Count: > 0 } gaps ? AreAll(gaps, axis) : fetch.State == FetchState.Failed);

    /// <summary>Gaps that someone did not choose, and the region may fill.</summary>
    public static IReadOnlyList<Gap> Missing(FetchSnapshot fetch) => [.. fetch.Gaps.Where(g => g.Kind.IsMissing() && g.Kind != GapKind.Cancelled)];

    /// <summary>Gaps that the region cannot fill.</summary>
    public static IReadOnlyList<Gap> Absent(FetchSnapshot fetch) => [.. fetch.Gaps.Where(g => !g.Kind.IsMissing())];

    private static (long From, long To) Span(Gap gap, CoverageAxis axis)
    {
        var (start, end) = (axis.Start!.Value, axis.End!.Value);
        return (Clamp(gap.From ?? start).Nanoseconds, Clamp(gap.To ?? end).Nanoseconds);

        PacketTime Clamp(PacketTime time) => time < start ? start : time > end ? end : time;
    }
}
