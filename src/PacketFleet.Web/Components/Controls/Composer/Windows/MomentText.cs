using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>
/// A moment as people type or paste it: <c>2026-11-24 11:00</c>, <c>24 Nov 11:00</c>, <c>11:00</c>, RFC 3339, seconds or
/// milliseconds since 1970, <c>3h ago</c>, <c>2d ago</c>, <c>now</c>. Takes any text; never throws.
/// </summary>
internal static partial class MomentText
{
    /// <summary>Longest text that is looked at, in UTF-16 units.</summary>
    public const int Longest = 64;

    private const string Examples = "write 2026-11-24 11:00, 11:00 or 3h ago.";

    /// <summary>Reads a moment; false with one sentence.</summary>
    /// <param name="text">What was typed; white space around it does not count.</param>
    /// <param name="zone">The zone of times that name none.</param>
    /// <param name="day">The day of times that name none, in that zone.</param>
    /// <param name="now">Now, for <c>now</c>, <c>today</c> and the year.</param>
    /// <param name="time">The moment.</param>
    /// <param name="fault">Why it is none, with the mend.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, DateOnly day, DateTimeOffset now, [NotNullWhen(true)] out QueryTime? time, [NotNullWhen(false)] out string? fault)
    {
        text = text.Trim();
        time = null;
        fault = text switch
        {
            "" => "A time is missing: " + Examples,
            { Length: > Longest } => "That is too long for a time: " + Examples,
            _ => null,
        };
        if (fault is not null)
            return false;

        time = AsTerm(text) ?? Since1970(text) ?? Days(text) ?? (text is "now" ? ChosenWindow.At(PacketTime.From(now)) : null);
        if (time is not null)
            return true;
        if (Written().Match(text) is { Success: true } match)
            return TryCompose(match, zone, day, now, out time, out fault);
        fault = $"“{text}” is no time: {Examples}";
        return false;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back to the same moment in the same zone.</summary>
    public static string Of(QueryTime? time, TimeZoneInfo zone)
    {
        if (time?.Absolute is not { } moment)
            return time?.Text ?? "";
        var local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
        var fraction = ((moment.Nanoseconds % PacketTime.Second) + PacketTime.Second) % PacketTime.Second;
        var digits = fraction == 0 ? "" : "." + fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return local.ToString(local.Second == 0 && fraction == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + digits;
    }

    // RFC 3339 and "3h ago" are what the query language itself reads.
    private static QueryTime? AsTerm(string text) =>
        QueryParser.TryParse("after " + text, out var query, out _) && query.Root is TimeNode term ? term.Time : null;

    private static QueryTime? Since1970(string text)
    {
        var match = Epoch().Match(text);
        if (!match.Success || !long.TryParse(match.Groups["whole"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return null;

        var fraction = match.Groups["fraction"].ValueSpan;
        var digits = match.Groups["whole"].Length;
        if (digits > 11)
            return fraction.IsEmpty ? Scaled(whole, digits) : null;
        return ChosenWindow.At(PacketTime.FromSeconds(whole, Nanoseconds(fraction)));
    }

    // Seconds have ten digits until the year 2286; what is longer counts thousandths, millionths or billionths.
    private static QueryTime Scaled(long count, int digits)
    {
        var perSecond = digits <= 14 ? 1_000L : digits <= 17 ? 1_000_000 : PacketTime.Second;
        return ChosenWindow.At(PacketTime.FromSeconds(count / perSecond, count % perSecond * (PacketTime.Second / perSecond)));
    }

    private static QueryTime? Days(string text) =>
        Ago().Match(text) is { Success: true } match && int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) is var count
            ? ChosenWindow.Ago(match.Groups["unit"].ValueSpan switch
            {
                "d" => TimeSpan.FromDays(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromMinutes(count),
            })
            : null;

    private static bool TryCompose(Match match, TimeZoneInfo zone, DateOnly day, DateTimeOffset now, [NotNullWhen(true)] out QueryTime? time, [NotNullWhen(false)] out string? fault)
    {
        time = null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (!TryDay(match, day, today, out var date, out fault))
            return false;

        var (hour, minute, second) = (Number(match, "h"), Number(match, "mi"), Number(match, "s"));
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0)))
        {
            fault = $"There is no {match.Groups["clock"].Value} on a clock: hours go to 23, minutes and seconds to 59.";
            return false;
        }

        var local = date.ToDateTime(TimeOnly.MinValue).AddHours(hour).AddMinutes(minute).AddSeconds(second);
        if (Offset(match.Groups["zone"].Value, zone, local) is not { } offset)
        {
            fault = $"There is no {local:HH:mm} on {local:d MMM yyyy} here: the clocks go forward over it.";
            return false;
        }

        time = ChosenWindow.At(PacketTime.FromSeconds((local.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks) / TimeSpan.TicksPerSecond, Nanoseconds(match.Groups["fraction"].ValueSpan)));
        fault = null;
        return true;
    }

    private static bool TryDay(Match match, DateOnly day, DateOnly today, out DateOnly date, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        var text = match.Groups["date"].Value;
        switch (text)
        {
            case "":
                date = day;
                return true;
            case "today" or "yesterday":
                date = text is "today" ? today : today.AddDays(-1);
                return true;
        }

        var whole = char.IsAsciiDigit(text[^1]) && text.Length > 6 ? text : FormattableString.Invariant($"{text} {today.Year}");
        if (DateOnly.TryParseExact(whole, ["yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date < DateOnly.MaxValue)
            return true;
        fault = $"There is no day “{text}”: write one as 2026-11-24 or 24 Nov.";
        return false;
    }

    // A time that comes twice, as the clocks go back, is the first of the two.
    private static TimeSpan? Offset(string written, TimeZoneInfo zone, DateTime local) => written switch
    {
        "" when zone.IsInvalidTime(local) => null,
        "" when zone.IsAmbiguousTime(local) => zone.GetAmbiguousTimeOffsets(local).Max(),
        "" => zone.GetUtcOffset(local),
        "Z" or "UTC" => TimeSpan.Zero,
        _ => (written[0] == '-' ? -1 : 1) * (TimeSpan.FromHours(int.Parse(written.AsSpan(1, 2), CultureInfo.InvariantCulture)) + TimeSpan.FromMinutes(int.Parse(written.AsSpan(4, 2), CultureInfo.InvariantCulture))),
    };

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static long Nanoseconds(ReadOnlySpan<char> digits)
    {
        long nanoseconds = 0;
        for (var i = 0; i < 9; i++)
            nanoseconds = (nanoseconds * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return nanoseconds;
    }

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\A(?<whole>[0-9]{9,19})(?:\.(?<fraction>[0-9]{1,9}))?\z", Plain)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"\A(?<count>[0-9]{1,6}) ?(?<unit>[mhd])(?:in)?(?: ago)?\z", Plain)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\A(?:(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} [a-z]{3,9}(?: [0-9]{4})?|today|yesterday)(?:[ T](?<clock>(?<h>[0-9]{1,2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?))?|(?<clock>(?<h>[0-9]{1,2}):(?<mi>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?)) ?(?<zone>Z|UTC|[+-][0-9]{2}:[0-9]{2})?\z", Plain)]
    private static partial Regex Written();
}
