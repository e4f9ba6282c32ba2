using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>One bar: full, thread, hollow or hatched pieces, inside an svg of the caller.</summary>
public sealed partial class BarShape
{
    /// <summary>The pieces from left to right.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<BarPiece> Pieces { get; set; }

    /// <summary>Upper edge in the svg, px.</summary>
    [Parameter] public int Top { get; set; }

    /// <summary>Height in px, even.</summary>
    [Parameter] public int Height { get; set; } = 6;

    internal static string Class(CoverageKind kind) => kind switch
    {
        CoverageKind.Covered => "k-cov",
        CoverageKind.Running => "k-run",
        CoverageKind.Reading => "k-run",
        CoverageKind.NotAsked => "k-todo",
        CoverageKind.Absent => "k-abs",
        CoverageKind.Missing => "k-mis",
        CoverageKind.Cancelled => "k-can",
        _ => "k-held",
    };

    // A thread is 2 px high in the middle; a hollow piece is drawn on its middle line, so half a pixel inside.
    private (string X, string Y, int Width, int Height) Box(BarPiece piece) => piece.Kind switch
    {
        CoverageKind.NotAsked or CoverageKind.Reading => (Whole(piece.X), Whole(Top + (Height / 2) - 1), piece.Width, 2),
        CoverageKind.Absent => (Half(piece.X), Half(Top), piece.Width - 1, Height - 1),
        _ => (Whole(piece.X), Whole(Top), piece.Width, Height),
    };

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Half(int value) => Whole(value) + ".5";
}
