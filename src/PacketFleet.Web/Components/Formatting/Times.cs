using System.Globalization;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Formatting;

/// <summary>Moments and windows in the zone chosen.</summary>
internal static class Times
{
    /// <summary>A packet's moment in the zone.</summary>
    public static DateTimeOffset In(TimeZoneInfo zone, PacketTime time) => TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), zone);

    /// <summary><c>14:17</c>; with seconds where they matter: <c>14:17:05</c>.</summary>
    public static string Clock(DateTimeOffset time) => Text(time, time.Second == 0 && time.Millisecond == 0 ? "HH:mm" : "HH:mm:ss");

    /// <summary><c>14:17</c> on the day meant, <c>23 Nov 14:17</c> on another.</summary>
    public static string Clock(TimeZoneInfo zone, PacketTime time, DateOnly day)
    {
        var local = In(zone, time);
        return DateOnly.FromDateTime(local.DateTime) == day ? Clock(local) : $"{Date(local)} {Clock(local)}";
    }

    /// <summary><c>23 Nov</c>.</summary>
    public static string Date(DateTimeOffset time) => Text(time, "d MMM");

    /// <summary>For titles: <c>24 Nov 2026 11:00:00.25 UTC</c>, with as many digits as are needed.</summary>
    public static string Exact(TimeZoneInfo zone, PacketTime time)
    {
        var fraction = ((time.Nanoseconds % PacketTime.Second) + PacketTime.Second) % PacketTime.Second;
        var digits = fraction == 0 ? "" : "." + fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var local = In(zone, time);
        return $"{Text(local, "d MMM yyyy HH:mm:ss")}{digits} {Zone(zone, local)}";
    }

    /// <summary>For titles: <c>24 Nov 2026 15:05:29 UTC</c>.</summary>
    public static string Exact(TimeZoneInfo zone, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return $"{Text(local, "d MMM yyyy HH:mm:ss")} {Zone(zone, local)}";
    }

    /// <summary><c>UTC</c>, or the offset: <c>+01:00</c>.</summary>
    public static string Zone(TimeZoneInfo zone, DateTimeOffset at)
    {
        if (zone.Equals(TimeZoneInfo.Utc))
            return "UTC";
        var offset = zone.GetUtcOffset(at);
        return (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The day in the zone.</summary>
    public static DateOnly Day(TimeZoneInfo zone, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    internal static string Text(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
