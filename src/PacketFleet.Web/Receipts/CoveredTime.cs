using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Web.Receipts;

/// <summary>Which part of a fetch's window has its full answer.</summary>
internal static class CoveredTime
{
    /// <summary>What its slices have answered, joined, without its gaps. In time order.</summary>
    /// <param name="window">The job's window.</param>
    /// <param name="fetch">The fetch.</param>
    /// <param name="slices">Its slices; none where it has none stored: then the whole window was one.</param>
    /// <param name="now">When it was submitted: an open end means what there was until then.</param>
    public static IReadOnlyList<Interval> Of(TimeWindow window, FetchSnapshot fetch, IReadOnlyList<SliceSnapshot> slices, PacketTime now)
    {
        var answered = slices.Count > 0 ? [.. slices.Select(Answered).OfType<TimeWindow>()]
            : fetch.State.IsFinal() ? new List<TimeWindow> { window }
            : [];
        if (window.Before is null)
            answered = answered.ConvertAll(w => w.Intersect(new(null, now)));
        foreach (var gap in fetch.Gaps)
            answered = [.. answered.SelectMany(w => Without(w, new(gap.From, gap.To)))];
        return Join(answered);
    }

    // Of an answer that ended early the part before its end came whole.
    private static TimeWindow? Answered(SliceSnapshot slice) => slice switch
    {
        { State: SliceState.Done } => new(slice.From, slice.To),
        { State: SliceState.Cut or SliceState.Failed, Reached: { } reached } => new TimeWindow(slice.From, slice.To).Intersect(new(null, reached)),
        _ => null,
    };

    private static IEnumerable<TimeWindow> Without(TimeWindow window, TimeWindow gap)
    {
        if (gap.After is { } from && window.Intersect(new(null, from)) is { IsEmpty: false } before)
            yield return before;
        if (gap.Before is { } to && window.Intersect(new(to, null)) is { IsEmpty: false } after)
            yield return after;
    }

    private static List<Interval> Join(IEnumerable<TimeWindow> parts)
    {
        var joined = new List<TimeWindow>();
        foreach (var part in parts.Where(p => !p.IsEmpty).OrderBy(p => p.First))
        {
            if (joined.Count > 0 && joined[^1].End >= part.First)
                joined[^1] = joined[^1] with { Before = joined[^1].End >= part.End ? joined[^1].Before : part.Before };
            else
                joined.Add(part);
        }

        return joined.ConvertAll(w => new Interval(w.After, w.Before));
    }
}
