using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>A state's silhouette. It never stands alone: the word stands beside it.</summary>
public sealed partial class StateIcon
{
    private const double Radius = 3.75;

    /// <summary>Which.</summary>
    [Parameter, EditorRequired] public StateMark Mark { get; set; }

    /// <summary>How full the pie is, 0 to 1; null = unknown: a point in the middle.</summary>
    [Parameter] public double? Fraction { get; set; }

    internal static string Symbol(StateMark mark) => "#i-" + mark.ToString().ToLowerInvariant();

    // In steps of a hundredth: a path that does not change is not sent again.
    internal static string? Pie(double fraction)
    {
        var part = Math.Floor(Math.Clamp(fraction, 0, 1) * 100) / 100;
        if (part <= 0)
            return null;
        if (part >= 1)
            return "M8 4.25a3.75 3.75 0 1 1 0 7.5a3.75 3.75 0 1 1 0-7.5z";
        var (sin, cos) = Math.SinCos(part * 2 * Math.PI);
        return string.Create(CultureInfo.InvariantCulture, $"M8 8V4.25A3.75 3.75 0 {(part > 0.5 ? 1 : 0)} 1 {8 + (Radius * sin):0.00} {8 - (Radius * cos):0.00}z");
    }
}
