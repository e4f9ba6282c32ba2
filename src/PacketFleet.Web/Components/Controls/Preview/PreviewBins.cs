using PacketFleet.Engine.Preview;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Preview;

/// <summary>Counts by minute, put into bars some 8 px wide on the axis.</summary>
/// <param name="Length">How much time a bar stands for.</param>
/// <param name="Counts">Packets of each bar, from the left.</param>
internal sealed record PreviewBins(TimeSpan Length, IReadOnlyList<long> Counts)
{
    private const int BarWidth = 8;

    private static readonly int[] Minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200];

    /// <summary>The most of any bar.</summary>
    public long Most => Counts.Count == 0 ? 0 : Counts.Max();

    /// <summary>All regions' counts together; no bars where the axis has no times.</summary>
    public static PreviewBins Of(IEnumerable<RegionCount> counts, CoverageAxis axis, int width)
    {
        if (axis is not { Start: { } start, End: { } end } || width < BarWidth)
            return new(TimeSpan.Zero, []);

        var minutes = end.Since(start).TotalMinutes;
        var most = width / BarWidth;
        var step = TimeSpan.FromMinutes(Array.Find(Minutes, m => minutes / m <= most) is var found and > 0 ? found : Math.Ceiling(minutes / most));
        var bins = new long[Math.Max(1, (int)Math.Ceiling(minutes / step.TotalMinutes))];
        foreach (var minute in counts.SelectMany(c => c.Minutes))
        {
            // A file or minute that begins before the window may reach into it.
            var at = (int)Math.Clamp(minute.At.Since(start) / step, 0, bins.Length - 1);
            bins[at] += minute.Packets;
        }

        return new(step, bins);
    }
}
