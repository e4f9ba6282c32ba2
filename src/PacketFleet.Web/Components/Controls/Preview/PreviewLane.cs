using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Preview;

/// <summary>What the preview knows of one region.</summary>
internal sealed class PreviewLane(string name)
{
    /// <summary>The region's name.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds of the window; null while it is asked.</summary>
    public RegionPreview? Holds { get; set; }

    /// <summary>What was counted; null before someone asked for it.</summary>
    public RegionCount? Count { get; set; }

    /// <summary>Its bar on an axis.</summary>
    public IReadOnlyList<CoverageSegment> Segments(CoverageAxis axis)
    {
        if (Holds is not { Coverage.Count: > 0 } holds || !axis.IsKnown)
            return [new(CoverageKind.NotAsked, 0, 1)];

        // A region's own end of an open window may lie before that of another.
        var segments = holds.Coverage.Select(s => new CoverageSegment(KindOf(s.Kind), axis.Place(s.From), axis.Place(s.To), s.Reason)).ToList();
        if (segments[0].From > 0)
            segments.Insert(0, new(CoverageKind.NotAsked, 0, segments[0].From));
        if (segments[^1].To < 1)
            segments.Add(new(CoverageKind.NotAsked, segments[^1].To, 1));
        return segments;
    }

    /// <summary><c>all held</c>, <c>83 % held</c>, <c>nothing held</c>, <c>not known</c>, or that it is being asked.</summary>
    public string Summary
    {
        get
        {
            if (Holds is not { } holds)
                return "asking…";
            var (held, unknown, whole) = (0d, 0d, 0d);
            foreach (var span in holds.Coverage)
            {
                var length = span.To.Since(span.From).TotalSeconds;
                whole += length;
                held += span.Kind == HeldKind.Held ? length : 0;
                unknown += span.Kind == HeldKind.Unknown ? length : 0;
            }

            return whole == 0 || unknown >= whole ? "not known"
                : held >= whole ? "all held"
                : held == 0 ? "nothing held"
                : held / whole < 0.01 ? "under 1 % held"
                : $"{Units.Percent(held / whole)} held";
        }
    }

    /// <summary>The count in few characters: <c>30,000</c>, or <c>28,500–30,000</c> where the window's edges may cut some away.</summary>
    public string Number => Count switch
    {
        null => "",
        { Ended: true, Packets: 0, Complete: false } => "not counted",
        { EdgePackets: > 0 } count => $"{Units.Count(count.Packets - count.EdgePackets)}–{Units.Count(count.Packets)}",
        { } count => Units.Count(count.Packets),
    };

    /// <summary>What the count means, exactly; null before it.</summary>
    public string? NumberTitle => Count switch
    {
        null => null,
        { EdgePackets: > 0 } count =>
            $"{Units.Count(count.Packets, "packet")}; {Units.Count(count.EdgePackets)} of them in files that reach over an edge of the window, where the exact cut may take some away, or all",
        { } count => Units.Count(count.Packets, "packet"),
    };

    private static CoverageKind KindOf(HeldKind kind) => kind switch
    {
        HeldKind.Held => CoverageKind.Held,
        HeldKind.Unknown => CoverageKind.NotAsked,
        _ => CoverageKind.Absent,
    };
}
