namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Makes out of a fetch's row what is shown of its slices.</summary>
internal static class SliceSnapshots
{
    /// <summary>Its slices in time order; none where the row holds none.</summary>
    public static RegionSlices Of(FetchRecord fetch) =>
        new(fetch.Region, SliceQueueText.Read(fetch.Slices) is { } queue ? [.. queue.Slices.Select(s => Of(s, fetch.Snapshot))] : []);

    private static SliceSnapshot Of(SliceProgress slice, FetchSnapshot fetch)
    {
        var shown = slice.State == SliceState.Pending && fetch.State.IsFinal() ? Ended(slice, fetch.Gaps) : slice;
        return new(shown.Number, shown.Window.After, shown.Window.Before, shown.State, shown.Packets, shown.Attempt, shown.Reached, shown.Reason ?? shown.LostReason);
    }

    // What became of the slice asked last is not stored with the slices, but as the gaps of the fetch.
    private static SliceProgress Ended(SliceProgress slice, IReadOnlyList<Gap> gaps)
    {
        var missing = gaps.FirstOrDefault(g => g.Kind.IsMissing() && !(g.From >= slice.Window.Before) && !(g.To <= slice.Window.After));
        if (missing is null)
            return slice with { State = SliceState.Done };

        // It was never asked: someone stopped the fetch before.
        if (slice.Attempt == 0)
            return slice with { Reason = missing.Reason };
        var isWhole = slice.Packets == 0 && !(missing.From > slice.Window.After) && (slice.Window.After is not null || missing.From is null);
        return slice with
        {
            State = missing.Kind == GapKind.Failed ? SliceState.Failed : SliceState.Cut,
            Reached = isWhole ? null : missing.From,
            Reason = missing.Reason,
        };
    }
}
