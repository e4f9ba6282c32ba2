using PacketFleet.Web.Components.Formatting;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>A chosen window as people read it: <c>24 Nov 11:00 – 15:00</c>, <c>last 4 h</c>, <c>24 Nov 14:00 ± 5 m</c>, <c>any time</c>.</summary>
internal static class WindowWords
{
    /// <summary>The words.</summary>
    /// <param name="window">The window.</param>
    /// <param name="zone">The zone to show times in.</param>
    /// <param name="now">Now: says which year, and which day, need not be told.</param>
    /// <param name="brief">Without the date where it is today's.</param>
    public static string Of(ChosenWindow window, TimeZoneInfo zone, DateTimeOffset now, bool brief = false)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone);
        string Moment(PacketTime time) => Full(Times.In(zone, time), today, brief);
        string Edge(QueryTime time) => time.Absolute is { } moment ? Moment(moment) : Length(time.Ago.GetValueOrDefault()) + " ago";

        if (window.Moment is { } middle)
            return $"{Moment(middle)} ± {Length(window.Reach)}";
        switch (window.From, window.To)
        {
            case (null, null):
                return "any time";
            case ({ Ago: { } ago }, null):
                return "last " + Length(ago);
            case ({ } only, null):
                return "from " + Edge(only);
            case (null, { } only):
                return "until " + Edge(only);
            case ({ Absolute: { } first }, { Absolute: { } last }):
                var (from, to) = (Times.In(zone, first), Times.In(zone, last));
                if (to.TimeOfDay == TimeSpan.Zero && to.Date == from.Date.AddDays(1))
                    return $"{Moment(first)} – 24:00";
                return $"{Moment(first)} – {(from.Date == to.Date ? Times.Clock(to) : Full(to, today, brief: false))}";
            default:
                return $"{Edge(window.From!)} – {Edge(window.To!)}";
        }
    }

    /// <summary><c>15 m</c>, <c>4 h</c>, <c>24 h</c>, <c>7 d</c>.</summary>
    public static string Length(TimeSpan span)
    {
        var minutes = (long)span.TotalMinutes;
        if (minutes == 0 || minutes % 60 != 0)
            return $"{minutes} m";
        var hours = minutes / 60;
        return hours >= 48 && hours % 24 == 0 ? $"{hours / 24} d" : $"{hours} h";
    }

    private static string Full(DateTimeOffset time, DateTimeOffset today, bool brief)
    {
        if (brief && time.Date == today.Date)
            return Times.Clock(time);
        return $"{Times.Text(time, time.Year == today.Year ? "d MMM" : "d MMM yyyy")} {Times.Clock(time)}";
    }
}
