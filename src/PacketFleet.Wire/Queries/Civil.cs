using System.Globalization;

namespace PacketFleet.Wire.Queries;

/// <summary>The calendar of years 0 to 9999 as seconds since 1970; wider than .NET's own, which knows no year 0.</summary>
internal static class Civil
{
    private const long Day = 86_400;

    /// <summary>The calendar's ends, the second one behind it.</summary>
    public static readonly (long First, long End) Range = (Days(0, 1, 1) * Day, Days(10_000, 1, 1) * Day);

    public static bool IsDate(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year % 400 + 400, month);

    public static long Seconds(int year, int month, int day, int hour, int minute, int second) =>
        (Days(year, month, day) * Day) + (hour * 3600) + (minute * 60) + second;

    /// <summary><c>yyyy-MM-ddTHH:mm:ss</c>, of seconds inside <see cref="Range"/>.</summary>
    public static string Print(long seconds)
    {
        // 400 years are always the same number of days: year 0 is printed from its like, year 2000.
        var cycle = Days(400, 1, 1) - Days(0, 1, 1);
        var shifted = seconds < Days(400, 1, 1) * Day;
        var moment = DateTimeOffset.FromUnixTimeSeconds(shifted ? seconds + (cycle * Day) : seconds).UtcDateTime;
        var year = shifted ? moment.Year - 400 : moment.Year;
        return year.ToString("D4", CultureInfo.InvariantCulture) + moment.ToString("-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static long Days(int year, int month, int day)
    {
        // Counted from March, so that the leap day comes last (the usual days-from-civil sum).
        var y = month <= 2 ? year - 1 : year;
        var era = Math.DivRem(y >= 0 ? y : y - 399, 400).Quotient;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }
}
