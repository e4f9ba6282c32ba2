using Microsoft.AspNetCore.Components;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>What one region has of its window: the same shapes on every page.</summary>
public sealed partial class CoverageBar
{
    /// <summary>The stretches, see <see cref="Coverage"/>.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<CoverageSegment> Segments { get; set; }

    /// <summary>Width in whole px.</summary>
    [Parameter] public int Width { get; set; } = 88;

    /// <summary>Height in px, even.</summary>
    [Parameter] public int Height { get; set; } = 6;

    /// <summary>What it says, for those who cannot see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }
}
