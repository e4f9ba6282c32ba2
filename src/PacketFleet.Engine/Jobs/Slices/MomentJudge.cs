using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Says of each moment of a window whether all that the region holds of it has come, and if not, why.</summary>
internal sealed class MomentJudge
{
    private readonly FetchFacts _facts;
    private readonly SliceResult[] _results;
    private readonly HeldThen _before;
    private readonly HeldThen _latest;
    private readonly PacketTime _end;
    private int _at;

    public MomentJudge(FetchFacts facts)
    {
        _facts = facts;
        (_before, _latest) = (HeldThen.Of(facts.Before), HeldThen.Of(facts.Latest));
        _results = [.. facts.Results.Where(r => !r.Window.IsEmpty).OrderBy(r => r.Window.First)];
        Nothing = new(facts.Latest, facts.Window, facts.PinnedAt);

        // An open end means what there is up to now; where that lies before the start, it is all to come.
        var now = facts.Latest.ByItsClock(facts.PinnedAt);
        _end = facts.Window.Before ?? (facts.Window.After >= now ? PacketTime.MaxValue : now);
    }

    /// <summary>What the region does not hold.</summary>
    public HeldNothing Nothing { get; }

    /// <summary>Every moment at which the answer may change, from the start of the window to its end.</summary>
    public List<PacketTime> Edges()
    {
        var (from, to) = (new PacketTime(_facts.Window.First), new PacketTime(_facts.Window.End));
        var edges = Nothing.Edges.Concat(_results.SelectMany(Edges)).Concat(Edges(_before)).Concat(Edges(_latest)).Append(_end);
        return [.. edges.Where(e => e > from && e < to).Append(from).Append(to).Distinct().Order()];
    }

    /// <summary>What is wrong from a moment on to the next edge; null where all has come. To be asked in time order.</summary>
    public (GapKind Kind, string Reason)? At(PacketTime from)
    {
        while (_at < _results.Length && _results[_at].Window.Before <= from)
            _at++;
        var result = _at < _results.Length && _results[_at].Window.Contains(from.Nanoseconds) ? _results[_at] : null;
        var missing = result is null ? null : Missing(result, from);
        var isLost = missing is not null;
        var absent = Older(from, isLost ? null : result) ?? NoCapture(from) ?? Recent(from, result);
        var isNothing = Nothing.At(from);
        if (absent is not null && (!isLost || isNothing))
            return absent;
        if (isLost || result is not null)
            return missing;

        // Not asked, with no reason why: only what the region does not hold, or what is still to come, may be left out.
        return isNothing || from >= _end ? null : (GapKind.Failed, GapWords.NotAsked(_facts.Region));
    }

    private static (GapKind Kind, string Reason)? Missing(SliceResult result, PacketTime from)
    {
        if (result.Ended is { } ended && !(from < result.MissingFrom))
            return (ended, result.Reason ?? "It ended early.");
        foreach (var gap in result.Inside)
        {
            if (!(from < gap.From) && !(from >= gap.To))
                return (gap.Kind, gap.Reason);
        }

        return null;
    }

    /// <summary>It held this no longer when it was asked, or deleted it meanwhile.</summary>
    private (GapKind Kind, string Reason)? Older(PacketTime from, SliceResult? answered)
    {
        // An open start means what the region holds: nothing is too old then.
        if (_facts.Window.After is null)
            return null;

        var asked = answered?.Before ?? _before;
        var now = answered is null ? _latest : answered.After is { Known: true } after ? after : _latest;
        if (from < asked.Oldest || (from < now.Oldest && answered is null))
        {
            var oldest = answered is null && now.Oldest is { } latest ? latest : asked.Oldest!.Value;
            return (GapKind.OlderThanRetention, GapWords.Older(_facts.Region, oldest, Nothing.BeginsInParts(oldest)));
        }

        return answered is { Checked: false } && from < now.Oldest
            ? (GapKind.OlderThanRetention, GapWords.Deleted(_facts.Region, now.Oldest!.Value))
            : null;
    }

    private (GapKind Kind, string Reason)? NoCapture(PacketTime from) =>
        from < _end && Nothing.NoCapture(from) is { } reason ? (GapKind.NoCapture, reason) : null;

    /// <summary>It was not on the region's disk yet when it was asked.</summary>
    private (GapKind Kind, string Reason)? Recent(PacketTime from, SliceResult? result)
    {
        var asked = result?.Before ?? _before;
        var isWritten = asked.Capturing != false || _latest.Capturing != false;
        return from < _end && isWritten && asked.Horizon is { } horizon && horizon <= from
            ? (GapKind.TooRecent, GapWords.Recent(_facts.Region, asked.Known, horizon))
            : null;
    }

    private IEnumerable<PacketTime> Edges(SliceResult result) =>
        new[] { result.Window.After, result.Window.Before, result.MissingFrom }
            .Concat(result.Inside.SelectMany(g => new[] { g.From, g.To }))
            .OfType<PacketTime>()
            .Concat(result.Before is null ? [] : Edges(result.Before))
            .Concat(result.After is null ? [] : Edges(result.After));

    private static IEnumerable<PacketTime> Edges(HeldThen held) => new[] { held.Oldest, held.Horizon }.OfType<PacketTime>();
}
