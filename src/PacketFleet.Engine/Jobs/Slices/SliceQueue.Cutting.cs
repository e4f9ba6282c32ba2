using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

internal sealed partial class SliceQueue
{
    /// <summary>
    /// Something is gained by closing a slice at a moment because the region cut its answer: it is some way into it, or less can be
    /// asked for. Otherwise the same question would come to the same end for ever.
    /// </summary>
    public bool CanClose(int number, PacketTime at) => _slices[IndexOf(number)].Window is var window
        && (window.After is not { } after || at >= after.Add(SliceClosing.Disorder) || Halves(window).Count > 1);

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
            // Which of its packets lie behind the cut nobody counted.
            if (rest[0].Compare)
                rest[0] = rest[0] with { Doubtful = slice.Doubtful + slice.Packets };
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

    /// <summary>
    /// Cuts the next slice at a moment inside it, so that only what lies before is asked now. Of a slice begun already nothing is lost:
    /// what is committed of it is compared. Returns whether anything of it lies before.
    /// </summary>
    public bool SplitNext(PacketTime at)
    {
        var index = _slices.FindIndex(s => s.State == SliceState.Pending);
        if (index < 0 || _slices[index].Window.After >= at)
            return false;
        var slice = _slices[index];
        if (!(at < slice.Window.Before) && slice.Window.Before is not null)
            return true;
        var begun = slice.Packets > 0 || slice.Compare;
        _slices[index] = slice with { Window = slice.Window with { Before = at }, Compare = begun };
        _slices.Insert(index + 1, new(_nextNumber++, slice.Window with { After = at }) { Compare = begun });
        return true;
    }

    /// <summary>
    /// A slice was answered up to a packet that the region cannot send: it is done up to there; what is out of reach is cut; what lies
    /// behind is asked by itself.
    /// </summary>
    /// <param name="number">Which slice.</param>
    /// <param name="detour">The way round.</param>
    /// <param name="reason">Why, as one sentence with the mend.</param>
    public void GoRound(int number, Detour detour, string reason)
    {
        var index = IndexOf(number);
        var slice = _slices[index];
        var cut = detour.OutOfReach.After ?? slice.Window.After;
        var isBegun = cut is { } at && !(slice.Window.After >= at);
        if (isBegun)
            _slices[index] = slice.Again() with { State = SliceState.Done, Window = slice.Window with { Before = cut } };

        // What is behind the packet may begin with packets earlier than the end of its file: they belong here too. Where an answer before
        // this one came further, the slice is marked to be compared already.
        var rest = new SliceProgress(isBegun ? _nextNumber++ : slice.Number, slice.Window with { After = cut })
        {
            LostTo = detour.OutOfReach.Before ?? slice.Window.Before,
            LostReason = reason,
            Attempt = slice.Attempt,
            Doubtful = slice.Doubtful + slice.Packets,
            Asked = slice.Asked,
        };
        rest = detour.Ask is { } ask && !(ask.After >= slice.Window.Before)
            ? rest with { AskFrom = ask.After, Compare = detour.Compare || slice.Compare || (!isBegun && slice.Packets > 0) }
            : rest with { State = SliceState.Cut, Ended = GapKind.CutByServer, Reason = reason, Compare = slice.Packets > 0 };
        if (isBegun)
            _slices.Insert(index + 1, rest);
        else
            _slices[index] = rest;
    }

    /// <summary>
    /// A slice was answered to its end, but for stretches of it that are damaged on the region's disk: those are cut by themselves, the
    /// rest is done. Whichever is asked again is compared packet by packet. Returns all parts.
    /// </summary>
    /// <param name="number">Which slice.</param>
    /// <param name="stretches">In time order, none over another; what of them lies outside the slice is left out.</param>
    /// <param name="reason">Why, as one sentence with the mend.</param>
    public IReadOnlyList<SliceProgress> Lack(int number, IReadOnlyList<TimeWindow> stretches, string reason)
    {
        var index = IndexOf(number);
        var slice = _slices[index];
        var parts = new List<SliceProgress>();
        var at = slice.Window.After;
        foreach (var lost in stretches.Select(slice.Window.Intersect).Where(w => !w.IsEmpty))
        {
            if (lost.After is { } from && !(at >= from))
                Add(new(at, from), SliceState.Done);
            Add(lost, SliceState.Cut);
            at = lost.Before;
        }

        if (parts.Count == 0 || (at is not null && !(at >= slice.Window.Before)))
            Add(new(at, slice.Window.Before), SliceState.Done);
        _slices.RemoveAt(index);
        _slices.InsertRange(index, parts);
        return parts;

        // What is committed of the slice is counted with its first part, wherever in it that lies.
        void Add(TimeWindow window, SliceState state)
        {
            var part = parts.Count == 0
                ? slice.Again() with { Window = window }
                : new SliceProgress(_nextNumber++, window)
                {
                    Attempt = slice.Attempt,
                    Doubtful = slice.Doubtful + slice.Packets,
                    Asked = slice.Asked,
                    Answered = slice.Answered,
                    Checked = slice.Checked,
                    Uncounted = slice.Uncounted,
                };
            part = part with { State = state, Compare = true };
            parts.Add(state == SliceState.Done ? part : part with { Ended = GapKind.CutByServer, Reason = reason });
        }
    }

    /// <summary>Brings a slice of which nothing was asked yet nearer to the length wanted.</summary>
    private void Fit(int at, PacketTime? until)
    {
        var most = Length + ShortestLength;
        var joined = at + 1;
        for (; joined < _slices.Count && Join(_slices[at], _slices[joined]) is { Length: { } length } whole && length <= most && !(whole.Window.Before > until); joined++)
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
