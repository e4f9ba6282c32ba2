using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

internal sealed partial class SliceQueue
{
    /// <summary>
    /// Closes a slice that runs long at a moment inside it: it is done up to there with what is committed of it; the remainder goes on
    /// as two halves, or as one where they would be shorter than a file, with the attempts of the slice. The next slices are shorter.
    /// Returns the slices of the remainder, none where the moment is not before its end.
    /// </summary>
    /// <param name="number">Which slice; not one that is done.</param>
    /// <param name="at">The first moment of the remainder.</param>
    /// <param name="exact">
    /// Every packet before <paramref name="at"/> is committed and none from there on (see <see cref="SliceClosing"/>). False where the
    /// answer was cut at a place not chosen: the remainder is compared packet by packet then.
    /// </param>
    public IReadOnlyList<SliceProgress> CloseAt(int number, PacketTime at, bool exact)
    {
        var index = IndexOf(number);
        var slice = _slices[index];
        Shorten();
        if (slice.Window.Before <= at)
        {
            _slices[index] = slice.Again() with { State = SliceState.Done };
            return [];
        }

        var isBegun = slice.Window.After is not { } after || at > after;
        var rest = Halves(new(isBegun ? at : slice.Window.After, slice.Window.Before))
            .ConvertAll(w => new SliceProgress(_nextNumber++, w) { Attempt = slice.Attempt, Compare = slice.Compare || (!exact && slice.Packets > 0) });
        if (isBegun)
        {
            _slices[index] = slice.Again() with { State = SliceState.Done, Window = slice.Window with { Before = at } };
            _slices.InsertRange(index + 1, rest);
        }
        else
        {
            // Nothing of it is done. What may be committed of it all the same stands anywhere in it.
            rest[0] = slice.Again() with { Window = rest[0].Window, Compare = slice.Compare || slice.Packets > 0 };
            _slices[index] = rest[0];
            _slices.InsertRange(index + 1, rest.Skip(1));
        }

        return rest;
    }

    /// <summary>Brings a slice of which nothing was asked yet nearer to the length wanted.</summary>
    private void Fit(int at)
    {
        var most = Length + ShortestLength;
        var joined = at + 1;
        for (; joined < _slices.Count && Join(_slices[at], _slices[joined]) is { Length: { } length } whole && length <= most; joined++)
            _slices[at] = whole;
        _slices.RemoveRange(at + 1, joined - at - 1);

        // What the plan left long for want of files to cut at, or because there would be too many, is cut only where that took long.
        if (Doublings < 0 && _slices[at] is { Window: { After: { } after, Before: { } before }, Length: { } planned } slice)
        {
            var length = Longer(Length, planned / (1 << -Doublings));
            if (planned < length * 1.5 || planned < length + ShortestLength)
                return;

            var edge = after.Add(length);
            _slices[at] = slice with { Window = new(after, edge) };
            _slices.Insert(at + 1, new(_nextNumber++, new(edge, before)));
        }
    }

    /// <summary>Two adjoining slices as one, or null. An open end is left as it is: how long that would be is not known.</summary>
    private static SliceProgress? Join(SliceProgress one, SliceProgress next) =>
        next.IsUntouched && one.Window is { After: not null, Before: { } edge } && next.Window is { After: { } start, Before: not null } && edge == start
            ? one with { Window = one.Window with { Before = next.Window.Before } }
            : null;

    private List<TimeWindow> Halves(TimeWindow rest)
    {
        if (rest.After is not { } from)
            return [rest];

        var to = rest.Before ?? OpenEnd;
        if (to <= from || to.Since(from) < ShortestLength * 2)
            return [rest];

        var middle = new PacketTime((long)(((Int128)from.Nanoseconds + to.Nanoseconds) / 2));
        return [new(from, middle), new(middle, rest.Before)];
    }
}
