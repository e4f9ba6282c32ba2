using Microsoft.AspNetCore.Components;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>
/// The bars of a job's regions: 6 px each up to three, 4 px up to five; of more, the worst four and how many are not shown.
/// </summary>
public sealed partial class CoverageStack
{
    private const int MostTall = 3;
    private const int MostLow = 5;
    private const int Worst = 4;

    private IReadOnlyList<IReadOnlyList<CoverageSegment>> _shown = [];
    private int _hidden;

    /// <summary>Each region's stretches, in their order.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<IReadOnlyList<CoverageSegment>> Bars { get; set; }

    /// <summary>Width in whole px, the "+n" included.</summary>
    [Parameter] public int Width { get; set; } = 88;

    /// <summary>What they say, for those who cannot see them.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    private int BarHeight => _shown.Count > MostTall ? 4 : 6;

    private int BarWidth => _hidden > 0 ? Width - 24 : Width;

    private int SvgHeight => Math.Max(0, (_shown.Count * (BarHeight + 2)) - 2);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _shown = Bars.Count <= MostLow ? Bars : WorstOf(Bars);
        _hidden = Bars.Count - _shown.Count;
    }

    // The worst: most missing, then most cancelled, most absent, least covered. They keep their order.
    private static List<IReadOnlyList<CoverageSegment>> WorstOf(IReadOnlyList<IReadOnlyList<CoverageSegment>> bars)
    {
        var worst = bars
            .OrderByDescending(b => Share(b, CoverageKind.Missing))
            .ThenByDescending(b => Share(b, CoverageKind.Cancelled))
            .ThenByDescending(b => Share(b, CoverageKind.Absent))
            .ThenBy(b => Share(b, CoverageKind.Covered))
            .Take(Worst)
            .ToHashSet();
        return [.. bars.Where(worst.Contains)];
    }

    private static double Share(IReadOnlyList<CoverageSegment> bar, CoverageKind kind) =>
        bar.Where(s => s.Kind == kind).Sum(s => Math.Max(s.To - s.From, double.Epsilon));
}
