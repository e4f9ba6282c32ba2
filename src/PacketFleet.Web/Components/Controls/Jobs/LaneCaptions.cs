using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Words over a stretch of a lane.</summary>
/// <param name="X">Whole px from the left; null = it ends with the lane.</param>
/// <param name="Text">The words.</param>
/// <param name="Tone">Their colour, a CSS class.</param>
public readonly record struct LaneCaption(int? X, string Text, string Tone);

/// <summary>Says over each stretch what it is. Where two would overlap, the graver one is said.</summary>
internal static class LaneCaptions
{
    private const double CharacterWidth = 6;
    private const int Gap = 8;

    /// <summary>What is waited for is said in so many characters, or not at all.</summary>
    private const int LongestWait = 64;

    /// <summary>From left to right, without overlap.</summary>
    public static IReadOnlyList<LaneCaption> Of(FetchSnapshot fetch, IReadOnlyList<CoverageSegment> segments, CoverageAxis axis, int width, Days days)
    {
        var wanted = new List<(double From, string Text, string Tone)>();
        foreach (var segment in segments.OrderByDescending(s => IsAwaited(s, fetch)).ThenByDescending(s => s.Kind).ThenBy(s => s.From))
        {
            if (Words(segment, fetch, axis, days) is var (text, tone))
                wanted.Add((segment.From, text, tone));
        }

        return Place(wanted, width, once: SinkWords.Draining(fetch) ?? "covered");
    }

    /// <summary>Puts words over a lane, those first that come first; what would overlap them is left out.</summary>
    /// <param name="wanted">Where each begins, 0 to 1 of the lane, and the words.</param>
    /// <param name="width">The lane's width in px.</param>
    /// <param name="once">Words that are said only once.</param>
    /// <returns>From left to right.</returns>
    public static IReadOnlyList<LaneCaption> Place(IEnumerable<(double From, string Text, string Tone)> wanted, int width, string once)
    {
        var placed = new List<(int From, int To, LaneCaption Caption)>();
        foreach (var (from, text, tone) in wanted)
        {
            if (text == once && placed.Exists(p => p.Caption.Text == once))
                continue;
            var size = (int)Math.Ceiling(text.Length * CharacterWidth);
            var at = (int)Math.Round(from * width);
            var fits = at + size <= width;
            var x = fits ? at : Math.Max(0, width - size);
            if (!placed.Exists(p => x < p.To + Gap && p.From < x + size + Gap))
                placed.Add((x, x + size, new(fits ? at : null, text, tone)));
        }

        return [.. placed.OrderBy(p => p.From).Select(p => p.Caption)];
    }

    private static (string Text, string Tone)? Words(CoverageSegment segment, FetchSnapshot fetch, CoverageAxis axis, Days days) => segment.Kind switch
    {
        CoverageKind.Covered when SinkWords.Draining(fetch) is { } draining => (draining, "primary"),
        CoverageKind.Covered => ("covered", "muted"),
        CoverageKind.Held => ("held", "muted"),
        CoverageKind.Running => (axis.At(segment.From) is { } from && segment.From > 0 ? $"in progress from {days.About(from)}" : "in progress", "primary"),
        CoverageKind.Reading => ("being read, end unknown", "primary"),
        CoverageKind.Absent => (AbsentText(segment, fetch), "care"),
        CoverageKind.Missing => (MissingText(segment, fetch, axis), "bad"),
        CoverageKind.Cancelled => ("cancelled", "muted"),
        CoverageKind.NotAsked when IsAwaited(segment, fetch) => (Wait(fetch), "care"),
        CoverageKind.NotAsked when segment.To - segment.From > 0.99 => (fetch.State == FetchState.Queued ? "in line, not asked yet" : "not asked yet", "muted"),
        _ => null,
    };

    private static bool IsAwaited(CoverageSegment segment, FetchSnapshot fetch) => segment.Kind == CoverageKind.NotAsked && fetch.State == FetchState.Waiting;

    private static string Wait(FetchSnapshot fetch) =>
        fetch.Reason is { } reason && Reasons.Short(reason, fetch.Name) is { Length: > 0 and <= LongestWait } words ? words + ", waiting" : "waiting";

    private static string AbsentText(CoverageSegment segment, FetchSnapshot fetch) => KindOf(segment, fetch) switch
    {
        GapKind.TooRecent => "not on its disk yet",
        GapKind.NoCapture => "nothing captured",
        _ => "not held",
    };

    private static string MissingText(CoverageSegment segment, FetchSnapshot fetch, CoverageAxis axis)
    {
        var length = axis is { Start: { } start, End: { } end } ? Spans.Stretch((segment.To - segment.From) * end.Since(start)) + " missing" : "missing";
        return KindOf(segment, fetch) is { } kind and not GapKind.Failed ? $"{length}, {GapWords.Of(kind)}" : length;
    }

    private static GapKind? KindOf(CoverageSegment segment, FetchSnapshot fetch)
    {
        foreach (var gap in fetch.Gaps)
        {
            if (gap.Reason == segment.Reason)
                return gap.Kind;
        }

        return null;
    }
}
