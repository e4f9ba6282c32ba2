using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace PacketFleet.Web.Components.Pictures;

/// <summary>A small line over time: its highest value touches the top, 0 the bottom.</summary>
public sealed partial class Sparkline
{
    private string? _line;
    private string? _area;

    /// <summary>The values, oldest first, evenly spaced; fewer than two draw nothing.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<double> Values { get; set; }

    /// <summary>Width in px.</summary>
    [Parameter] public int Width { get; set; } = 160;

    /// <summary>Height in px.</summary>
    [Parameter] public int Height { get; set; } = 28;

    /// <summary>What it says, for those who cannot see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _line = _area = null;
        if (Values.Count < 2)
            return;
        var most = Math.Max(Values.Max(), double.Epsilon);
        var step = (double)Width / (Values.Count - 1);
        var line = new StringBuilder();
        for (var i = 0; i < Values.Count; i++)
        {
            // A pixel above for the line's own width.
            var y = Height - 1 - (Math.Clamp(Values[i] / most, 0, 1) * (Height - 2));
            line.Append(i == 0 ? 'M' : 'L').Append(Number(i * step)).Append(' ').Append(Number(y));
        }

        _line = line.ToString();
        _area = $"{_line}V{Height}H0z";
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
