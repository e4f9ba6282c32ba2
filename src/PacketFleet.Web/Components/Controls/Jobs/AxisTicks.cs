using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>A labelled moment of the axis.</summary>
/// <param name="X">Whole px from the left.</param>
/// <param name="Label">The time.</param>
/// <param name="Edge">At an end of the axis: its label stands inside.</param>
public readonly record struct AxisTick(int X, string Label, bool Edge);

/// <summary>Round moments, some 100 px apart, in the zone chosen; and both ends.</summary>
internal static class AxisTicks
{
    private const int Apart = 100;
    private const int Between = 8;
    private const double CharacterWidth = 6;

    private static readonly long[] Steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000,
    ];

    /// <summary>From left to right; none where the axis has no times.</summary>
    public static IReadOnlyList<AxisTick> Of(CoverageAxis axis, int width, TimeZoneInfo zone)
    {
        if (axis is not { Start: { } start, End: { } end } || width < 1)
            return [];
        var seconds = end.Since(start).TotalSeconds;
        var step = Array.Find(Steps, s => s * width / seconds >= Apart);
        if (step == 0)
            step = Steps[^1];

        var wide = width / Apart >= 2;
        var (first, last) = (Label(start, zone, step, seconds), Label(end, zone, step, seconds));
        var ticks = new List<AxisTick> { new(0, first, true) };
        for (var moment = FirstAfter(start, step, zone); wide && moment < end; moment = Next(moment, step, zone))
        {
            var x = (int)Math.Round(axis.Place(moment) * width, MidpointRounding.AwayFromZero);
            var label = Label(moment, zone, step, seconds);
            if (x >= Clear(first, label) && x <= width - Clear(last, label) && ticks.Count < 200)
                ticks.Add(new(x, label, false));
        }

        ticks.Add(new(width, last, true));
        return ticks;
    }

    // An end's label stands inside the axis, a tick's in the middle over it.
    private static double Clear(string end, string label) => ((end.Length + (label.Length / 2.0)) * CharacterWidth) + Between;

    // Steps are counted from local midnight, so that 6 h steps fall on 00, 06, 12, 18 on the person's clock.
    private static PacketTime FirstAfter(PacketTime start, long step, TimeZoneInfo zone)
    {
        var local = Times.In(zone, start);
        var since = (long)Math.Floor((local.DateTime - DateTime.UnixEpoch).TotalSeconds);
        var next = (since / step * step) + step;
        return PacketTime.FromSeconds(next - (long)local.Offset.TotalSeconds);
    }

    private static PacketTime Next(PacketTime moment, long step, TimeZoneInfo zone)
    {
        var next = moment.Add(TimeSpan.FromSeconds(step));

        // Where the clocks change in between, the step goes on from the new midnight.
        var turn = Times.In(zone, next).Offset - Times.In(zone, moment).Offset;
        return turn == TimeSpan.Zero || step < 7200 ? next : next.Add(-turn);
    }

    private static string Label(PacketTime time, TimeZoneInfo zone, long step, double seconds)
    {
        var local = Times.In(zone, time);
        if (step >= 86400)
            return Times.Date(local);
        if (seconds > 86400 && local is { Hour: 0, Minute: 0, Second: 0 })
            return Times.Date(local);
        return step < 60 ? Times.Text(local, "HH:mm:ss") : Times.Clock(local);
    }
}
