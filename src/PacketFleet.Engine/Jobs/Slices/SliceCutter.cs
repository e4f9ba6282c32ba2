using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Finds what is worth asking, and cuts it where files begin.</summary>
internal sealed class SliceCutter
{
    /// <summary>
    /// Packets of a file lie outside its nominal span by some seconds (see <see cref="HeldFile.Start"/>); a Stenographer itself
    /// reckons with a minute.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly TimeWindow _window;
    private readonly RegionHoldings _holdings;
    private readonly TimeSpan _age;
    private readonly bool _filesKnown;
    private readonly PacketTime[] _edges;
    private readonly List<FileStretch> _stretches;

    /// <summary>Nothing is cut before this: no file is older that is known of; null where the size of the window is not known.</summary>
    private readonly PacketTime? _first;

    /// <summary>Nothing is cut behind this: what comes later is not written yet.</summary>
    private readonly PacketTime _last;

    /// <summary>Sorts the files of a region once.</summary>
    /// <param name="window">The window wanted, not empty.</param>
    /// <param name="holdings">What the region holds.</param>
    /// <param name="now">Now by the region's clock.</param>
    /// <param name="age">How long a file is.</param>
    public SliceCutter(TimeWindow window, RegionHoldings holdings, PacketTime now, TimeSpan age)
    {
        _window = window;
        _holdings = holdings;
        _age = age;
        _filesKnown = holdings is { Known: true, Threads.Count: > 0 };
        _edges = _filesKnown ? [.. holdings.Threads.SelectMany(t => t.Files).Select(f => f.Start).Distinct().Order()] : [];
        _stretches = _filesKnown ? FileStretch.Of(holdings, (Margin + age) * 2) : [];

        var oldest = _filesKnown ? _edges[0].Add(-Margin) : holdings.Oldest;
        _first = window.After is { } after && !(after < oldest) ? after : oldest ?? window.After;
        _last = _filesKnown && holdings.Capturing == false ? _stretches[^1].To : now;
    }

    /// <summary>The slices, or null where there would be more than <paramref name="most"/>.</summary>
    /// <param name="length">How long a slice is to be, at least a file.</param>
    /// <param name="pause">Stretches without a file that are not longer than two of these, beside the margins, are asked with their surroundings.</param>
    /// <param name="most">At least 1.</param>
    public List<Slice>? Cut(TimeSpan length, TimeSpan pause, int most)
    {
        var slices = new List<Slice>();
        foreach (var part in Worth(pause))
        {
            var at = part.After;
            for (var next = Edge(part, length); next is { } edge; next = Edge(new(at, part.Before), length))
            {
                slices.Add(new(slices.Count, new(at, edge)));
                at = edge;
                if (slices.Count >= most)
                    return null;
            }

            slices.Add(new(slices.Count, new(at, part.Before)));
            if (slices.Count > most)
                return null;
        }

        return slices;
    }

    /// <summary>The parts of the window worth asking.</summary>
    private IEnumerable<TimeWindow> Worth(TimeSpan pause)
    {
        if (!_filesKnown)
        {
            yield return _window;
            yield break;
        }

        var stretches = FileStretch.Bridge(_stretches, (Margin + pause) * 2);
        for (var i = 0; i < stretches.Count; i++)
        {
            // What may be before the oldest file, or is written meanwhile, is asked for too. (A file that is said to be of a time
            // to come tells nothing of where the capture goes on: that is behind the horizon.)
            var isFirst = i == 0 && (_holdings.Oldest is null || _window.After is null);
            var grows = _holdings.Capturing != false && (i == stretches.Count - 1 || !(stretches[i].To < _holdings.Horizon));
            var isLast = grows || (i == stretches.Count - 1 && _window.Before is null);
            var part = new TimeWindow(isFirst ? null : stretches[i].From.Add(-Margin), isLast ? null : stretches[i].To.Add(Margin));
            if (Overlap(part) is { } worth)
                yield return worth;
            if (isLast)
                yield break;
        }
    }

    /// <summary>What a part has in common with the window, not shorter than a file where the window is not.</summary>
    private TimeWindow? Overlap(TimeWindow part)
    {
        var worth = _window.Intersect(part);
        if (worth.IsEmpty)
            return null;
        if (worth is not { After: { } after, Before: { } before } || before.Since(after) >= _age)
            return worth;
        return before == _window.Before
            ? _window.Intersect(new(before.Add(-_age), before))
            : _window.Intersect(new(after, after.Add(_age)));
    }

    /// <summary>Where the first slice of a part ends; null where the part is one.</summary>
    private PacketTime? Edge(TimeWindow part, TimeSpan length)
    {
        if ((part.After < _first ? _first : part.After ?? _first) is not { } from)
            return null;

        var to = part.Before < _last ? part.Before.Value : _last;
        var least = TimeSpan.FromTicks(Math.Max(_age.Ticks, length.Ticks / 4));
        if (to <= from || to.Since(from) < length + least)
            return null;

        var wanted = from.Add(length);
        return _filesKnown ? Nearest(wanted, from.Add(least), to.Add(-least)) : wanted;
    }

    /// <summary>The start of a file that is nearest, between two moments; null where there is none.</summary>
    private PacketTime? Nearest(PacketTime wanted, PacketTime least, PacketTime most)
    {
        var at = Array.BinarySearch(_edges, wanted);
        if (at >= 0)
            return wanted;

        PacketTime? above = ~at < _edges.Length && _edges[~at] <= most ? _edges[~at] : null;
        PacketTime? below = ~at > 0 && _edges[~at - 1] >= least ? _edges[~at - 1] : null;
        if (above is null || below is null)
            return above ?? below;
        return above.Value.Since(wanted) < wanted.Since(below.Value) ? above : below;
    }
}
