using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>What a region does not hold by its own account of its files, and why that is.</summary>
internal sealed class HeldNothing
{
    // As captures in a directory that pause for no longer go on.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly RegionHoldings _holdings;
    private readonly TimeWindow _window;
    private readonly PacketTime _now;
    private readonly TimeSpan _pause;
    private readonly List<FileStretch> _stretches;
    private readonly HeldHole[] _holes;

    /// <param name="holdings">The latest holdings that tell files.</param>
    /// <param name="window">The window of the fetch.</param>
    /// <param name="pinnedAt">When the job was submitted, by our clock.</param>
    public HeldNothing(RegionHoldings holdings, TimeWindow window, PacketTime pinnedAt)
    {
        _holdings = holdings;
        _window = window;
        _now = holdings.ByItsClock(pinnedAt);
        _pause = holdings.FileAge ?? LongestPause;
        _stretches = holdings.Known ? FileStretch.Of(holdings, _pause) : [];
        _holes = [.. holdings.Holes.Where(h => !(h.From >= window.Before) && !(h.To <= window.After))];
    }

    /// <summary>The earliest file of any thread; null = unknown.</summary>
    public PacketTime? First => _stretches.Count > 0 ? _stretches[0].From : null;

    /// <summary>Every moment at which what is said here changes.</summary>
    public IEnumerable<PacketTime> Edges =>
        _stretches.SelectMany(s => new[] { s.From, s.To }).Concat(_holes.Select(h => h.From)).Concat(_holes.Select(h => h.To ?? h.From)).Append(_now);

    /// <summary>The threads started to hold packets at moments so different that there is a part of the traffic before the oldest moment.</summary>
    public bool BeginsInParts(PacketTime oldest) => First is { } first && oldest.Since(first) > _pause * 2;

    /// <summary>No thread holds anything of a stretch without an edge inside, beyond doubt: asking again would bring nothing.</summary>
    public bool At(PacketTime from)
    {
        // Where its oldest packet is not known it may have just started, and still be finding its files.
        if (!_holdings.Known || _holdings.Oldest is null || _stretches.Count == 0)
            return false;
        return from < _stretches[0].From || (from >= _stretches[^1].To ? _holdings.Capturing == false : !IsInside(from));
    }

    /// <summary>Why nothing, or only a part, was captured in a stretch without an edge inside; null where all was.</summary>
    public string? NoCapture(PacketTime from)
    {
        // An open end means what there is up to now.
        if (!_holdings.Known || (_window.Before is null && from >= _now))
            return null;
        if (_stretches.Count == 0)
            return GapWords.NoFile(_holdings);
        if (from < _stretches[0].From)
            return null;
        if (from >= _stretches[^1].To)
            return HasStopped() ? GapWords.Stopped(_holdings, _stretches[^1].To) : null;
        if (!IsInside(from))
            return GapWords.Nothing(_holdings.Region);

        var threads = _holes.Where(h => h.From <= from && !(h.To <= from)).Select(h => h.Thread).Distinct().Order().ToArray();
        return threads.Length == 0 ? null
            : threads.Length >= _holdings.Threads.Count ? GapWords.Nothing(_holdings.Region)
            : GapWords.Partly(_holdings, threads);
    }

    /// <summary>A stretch shorter than this beside another of its kind is no finding of its own: threads begin and end files some moments apart.</summary>
    public TimeSpan Pause => _pause;

    // Nothing says that a capture in a directory was to go on for ever: only what is asked far behind its end is missed.
    private bool HasStopped() =>
        _holdings.Capturing == false && (_holdings.FileAge is not null || (_window.Before is { } before && before > _stretches[^1].To.Add(_pause)));

    private bool IsInside(PacketTime at)
    {
        var (low, high) = (0, _stretches.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_stretches[middle].From <= at)
                low = middle;
            else
                high = middle - 1;
        }

        return _stretches[low].From <= at && at < _stretches[low].To;
    }
}
