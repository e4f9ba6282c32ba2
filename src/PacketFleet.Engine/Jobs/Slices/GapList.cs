using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>Gathers gaps in time order, joining equal neighbours.</summary>
internal sealed class GapList
{
    private readonly List<(GapKind Kind, PacketTime From, PacketTime To, string Reason)> _gaps = [];

    /// <summary>Adds one that is not before any other.</summary>
    public void Add(GapKind kind, PacketTime from, PacketTime to, string reason)
    {
        if (_gaps.Count > 0 && _gaps[^1] is var last && last.To == from && last.Kind == kind && string.Equals(last.Reason, reason, StringComparison.Ordinal))
            _gaps[^1] = last with { To = to };
        else
            _gaps.Add((kind, from, to, reason));
    }

    /// <summary>The gaps; what reaches to an open end of the window is open itself.</summary>
    /// <param name="window">The window.</param>
    /// <param name="sliver">What was not captured for less than this, beside where more was not, has that one's reason.</param>
    public IReadOnlyList<Gap> Take(TimeWindow window, TimeSpan sliver)
    {
        for (var i = 0; i < _gaps.Count; i++)
        {
            if (_gaps[i].Kind != GapKind.NoCapture || _gaps[i].To.Since(_gaps[i].From) >= sliver)
                continue;
            if (Larger(i, i - 1, i + 1) is { } neighbour)
                _gaps[i] = _gaps[i] with { Reason = neighbour };
        }

        var joined = new GapList();
        foreach (var (kind, from, to, reason) in _gaps)
            joined.Add(kind, from, to, reason);
        return [.. joined._gaps.Select(g => new Gap(
            g.Kind,
            window.After is null && g.From == PacketTime.MinValue ? null : g.From,
            window.Before is null && g.To == PacketTime.MaxValue ? null : g.To,
            g.Reason))];
    }

    private string? Larger(int at, params int[] neighbours)
    {
        var gap = _gaps[at];
        return neighbours
            .Where(n => n >= 0 && n < _gaps.Count && _gaps[n].Kind == gap.Kind && (_gaps[n].To == gap.From || _gaps[n].From == gap.To))
            .Where(n => _gaps[n].To.Since(_gaps[n].From) > gap.To.Since(gap.From))
            .Select(n => _gaps[n].Reason)
            .FirstOrDefault();
    }
}
