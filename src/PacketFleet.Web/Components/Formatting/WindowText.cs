using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Formatting;

/// <summary>Windows of a query, short for a column, whole for a fact, exact for a title.</summary>
internal static class WindowText
{
    /// <summary>
    /// At most some 13 characters: <c>11:00–15:00</c>, <c>14:45–</c>, <c>–15:00</c>, <c>any time</c>; on another day
    /// <c>23 Nov 22–04</c>, <c>21–24 Nov</c>, or its start with an ellipsis.
    /// </summary>
    public static string Short(TimeZoneInfo zone, TimeWindow window, DateOnly today)
    {
        switch (window.After, window.Before)
        {
            case (null, null):
                return "any time";
            case ({ } only, null):
                return Edge(zone, only, today) + "–";
            case (null, { } only):
                return "–" + Edge(zone, only, today);
        }

        var from = Times.In(zone, window.After!.Value);
        var to = Times.In(zone, window.Before!.Value);
        var (first, last) = (DateOnly.FromDateTime(from.DateTime), LastDay(from, to));
        if (first == today && last == today)
            return $"{Minutes(from)}–{Minutes(to)}";
        var wholeHours = from is { Minute: 0, Second: 0 } && to is { Minute: 0, Second: 0 };
        if (wholeHours && to - from <= TimeSpan.FromHours(24))
            return $"{Times.Date(from)} {Times.Text(from, "HH")}–{Hour(from, to)}";
        if (last > first)
            return first.Month == last.Month && first.Year == last.Year
                ? $"{first.Day}–{Times.Date(new DateTimeOffset(last, default, TimeSpan.Zero))}"
                : $"{Times.Date(from)}–{Times.Text(to, "d MMM")}";
        return $"{Times.Date(from)} {Minutes(from)}…";
    }

    /// <summary><c>24 Nov 11:00:00 – 15:00:00</c>, with the date at both ends where they differ; <c>from …</c>, <c>until …</c>, <c>any time</c>.</summary>
    public static string Whole(TimeZoneInfo zone, TimeWindow window)
    {
        const string Format = "d MMM HH:mm:ss";
        switch (window.After, window.Before)
        {
            case (null, null):
                return "any time";
            case ({ } only, null):
                return "from " + Times.Text(Times.In(zone, only), Format);
            case (null, { } only):
                return "until " + Times.Text(Times.In(zone, only), Format);
        }

        var from = Times.In(zone, window.After!.Value);
        var to = Times.In(zone, window.Before!.Value);
        return $"{Times.Text(from, Format)} – {Times.Text(to, from.Date == to.Date ? "HH:mm:ss" : Format)}";
    }

    /// <summary>For titles: both ends exact.</summary>
    public static string Exact(TimeZoneInfo zone, TimeWindow window) => (window.After, window.Before) switch
    {
        (null, null) => "any time",
        ({ } a, null) => $"from {Times.Exact(zone, a)}",
        (null, { } b) => $"until {Times.Exact(zone, b)}",
        ({ } a, { } b) => $"{Times.Exact(zone, a)} – {Times.Exact(zone, b)}",
    };

    /// <summary>How long it is; null where an end is open.</summary>
    public static TimeSpan? Length(TimeWindow window) => window is { After: { } after, Before: { } before } ? before.Since(after) : null;

    private static string Edge(TimeZoneInfo zone, PacketTime time, DateOnly today)
    {
        var local = Times.In(zone, time);
        return DateOnly.FromDateTime(local.DateTime) == today ? Minutes(local) : $"{Times.Date(local)} {Minutes(local)}";
    }

    private static string Minutes(DateTimeOffset time) => Times.Text(time, "HH:mm");

    // A window until midnight ends with the day before, at 24.
    private static DateOnly LastDay(DateTimeOffset from, DateTimeOffset to) =>
        DateOnly.FromDateTime(to > from && to.TimeOfDay == TimeSpan.Zero ? to.DateTime.AddTicks(-1) : to.DateTime);

    private static string Hour(DateTimeOffset from, DateTimeOffset to) =>
        to.TimeOfDay == TimeSpan.Zero && to > from ? "24" : Times.Text(to, "HH");
}
