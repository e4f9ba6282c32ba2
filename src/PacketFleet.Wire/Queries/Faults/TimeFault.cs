using System.Globalization;
using System.Text.RegularExpressions;
using PacketFleet.Wire.Queries.Pasting;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Faults behind <c>after</c> and <c>before</c>.</summary>
internal static partial class TimeFault
{
    private const string Example = "2026-11-24T15:00:00Z";

    public static QueryError Describe(Place place, bool isAfter, Token token)
    {
        var (text, start) = (place.Text, token.Start);
        var word = isAfter ? "after" : "before";
        if (token.Kind is TokenKind.End or TokenKind.Open or TokenKind.Close or TokenKind.And or TokenKind.Or)
            return Fault.At(start, start, $"“{word}” needs a time behind it, for example “{word} {Example}” or “{word} 3h ago”.");
        return Relative(text, start) ?? Absolute(text, start) ?? Epoch(text, start)
            ?? Fault.AtWord(text, start, $"{Said.QuoteWord(text, start)} is not a time: write it as “{Example}” or “3h ago”.");
    }

    /// <summary>Two times in one term of other languages: <c>between … and …</c>.</summary>
    public static QueryError? Between(Place place)
    {
        var match = BetweenTimes().Match(place.Text, place.Start);
        if (!match.Success)
            return BetweenWord().Match(place.Text, place.Start) is { Success: true } word ? Fault.At(place.Start, place.Start + word.Length, "“between” is not a word of this language: write “after … and before …”.") : null;
        var end = place.Start + match.Length;
        var both = TimeText.TryParse(match.Groups["from"].ValueSpan, out _) && TimeText.TryParse(match.Groups["to"].ValueSpan, out _)
            ? $"after {match.Groups["from"].ValueSpan} and before {match.Groups["to"].ValueSpan}"
            : null;
        return Fault.At(place.Start, end, "“between” is not a word of this language: write “after … and before …”.", both is not null && place.Before == Joint.Or ? $"({both})" : both);
    }

    /// <summary><c>last 15 minutes</c>.</summary>
    public static QueryError? Last(Place place)
    {
        var match = LastWord().Match(place.Text, place.Start);
        if (!match.Success || Relative(place.Text, place.Start + match.Length) is not { Suggestion: { } mend } span) return null;
        return Fault.At(place.Start, span.Position + span.Length, $"“last” is not a word of this language: write “after {mend}”.", "after " + mend);
    }

    private static QueryError? Relative(string text, int start)
    {
        if (Now().Match(text, start) is { Success: true } now)
            return Fault.At(start, start + now.Length, "“now” is written “0m ago” here.", "0m ago");

        var match = Ago().Match(text, start);
        if (!match.Success) return null;

        var end = start + match.Length;
        var minutes = 0d;
        foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
            minutes += double.Parse(number.ValueSpan, CultureInfo.InvariantCulture) * MinutesOf(unit.ValueSpan);

        var said = Said.Quote(text, start, end);
        var mend = Duration(minutes);
        if (mend is null) return Fault.At(start, end, $"{said} is longer than Stenographer can count: write a time such as “{Example}”.");
        return match.Groups["ago"].Success
            ? Fault.At(start, end, $"{said} must be in whole minutes or hours, with “m” or “h”: write “{mend}”.", mend)
            : Fault.At(start, end, $"{said} needs “ago” behind it: write “{mend}”.", mend);
    }

    private static QueryError? Absolute(string text, int start)
    {
        var match = DateAndTime().Match(text, start);
        if (!match.Success) return null;

        var end = Math.Max(start + match.Length, Said.EndOf(text, start));
        var whole = end == start + match.Length;
        string Part(string name, string otherwise) => match.Groups[name].Success ? match.Groups[name].Value : otherwise;
        var zone = Part("zone", "Z").ToUpperInvariant();
        zone = zone is "UTC" or "GMT" ? "Z" : zone.Length switch { 3 => zone + ":00", 5 => zone.Insert(3, ":"), _ => zone };
        var fraction = match.Groups["fraction"].Success ? "." + match.Groups["fraction"].Value : "";
        var mended = $"{match.Groups["year"]}-{Two("month")}-{Two("day")}T{Part("hour", "00").PadLeft(2, '0')}:{Part("minute", "00")}:{Part("second", "00")}{fraction}{zone}";

        string Two(string name) => match.Groups[name].Value.PadLeft(2, '0');
        var said = Said.Quote(text, start, end);
        if (!whole || !TimeText.TryParse(mended, out _))
        {
            if (whole && Part("hour", "") == "24" && NextDay(mended) is { } next) return Fault.At(start, end, $"{said} is midnight of the next day: write “{next}”.", next);
            return Fault.At(start, end, whole ? $"{said} is not a moment of the calendar and the clock." : $"{said} is not a time: write it as “{Example}”.");
        }

        var lacking = !match.Groups["minute"].Success ? "has no time of day" : !match.Groups["zone"].Success ? "has no zone" : "is not written as Stenographer reads times";
        return Fault.At(start, end, $"{said} {lacking}: write “{mended}”.", mended);
    }

    private static string? NextDay(string text) =>
        TimeText.TryParse(text.Replace("T24:00:00", "T00:00:00", StringComparison.Ordinal), out var time) && time.Absolute is { } day
            ? day.Add(TimeSpan.FromDays(1)).ToString()
            : null;

    /// <summary>Seconds, or thousandths, millionths or billionths of them, since 1970.</summary>
    private static QueryError? Epoch(string text, int start)
    {
        if (Fractional().Match(text, start) is { Success: true } fractional && PastedTime.TryReadEpoch(fractional.Value, out var exact))
            return Fault.At(start, start + fractional.Length, $"Times are not written as seconds since 1970: write “{exact}”.", exact.ToString());
        if (Clock().Match(text, start) is { Success: true } clock) return Fault.At(start, start + clock.Length, $"{Said.Quote(text, start, start + clock.Length)} has no date: write it as “{Example}”.");
        if (Month().Match(text, start) is { Success: true } month) return Fault.At(start, start + month.Length, $"{Said.Quote(text, start, start + month.Length)} is not written as Stenographer reads times: write it as “{Example}”.");

        var match = Count().Match(text, start);
        if (!match.Success || Said.EndOf(text, start) != start + match.Length) return null;

        var digits = match.ValueSpan;
        var said = Said.Quote(text, start, start + match.Length);
        int? scale = digits.Length switch { 9 or 10 => 9, 13 => 6, 16 => 3, 19 => 0, _ => null };
        if (scale is null || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return Fault.At(start, start + match.Length, $"{said} has no unit: write “{(digits.Length < 6 ? digits : "10")}m ago” for minutes, “h” for hours.");
        var moment = new PacketTime(count * (long)Math.Pow(10, scale.Value)).ToString();
        return Fault.At(start, start + match.Length, $"Times are not written as seconds since 1970: write “{moment}”.", moment);
    }

    private static string? Duration(double minutes)
    {
        // What is not a whole minute is rounded up: the span asked for lies inside.
        minutes = Math.Ceiling(Math.Round(minutes, 6));
        if (minutes > long.MaxValue / (60 * PacketTime.Second)) return null;
        var whole = (long)minutes;
        return whole > 0 && whole % 60 == 0 ? FormattableString.Invariant($"{whole / 60}h ago") : FormattableString.Invariant($"{whole}m ago");
    }

    private static double MinutesOf(ReadOnlySpan<char> unit) => char.ToLowerInvariant(unit[0]) switch
    {
        's' => 1d / 60,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => 1,
    };

    [GeneratedRegex(@"\Gnow(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Now();

    [GeneratedRegex(@"\G-?((?<number>[0-9]{1,12}(\.[0-9]{1,9})?)\s*(?<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\s*)+?((?<ago>ago)|(?=$|[\s()&|]))(?![A-Za-z0-9])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\G(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})([Tt ]\s*(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,30}))?)?\s*(?<zone>[Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[+-][0-9]{2}(:?[0-9]{2})?)?)?(?!\w)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"\Gbetween(?!\w)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BetweenWord();

    [GeneratedRegex(@"\Glast\s{1,8}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"\G[0-9]{9,10}\.[0-9]{1,12}(?![\w.:])", RegexOptions.CultureInvariant)]
    private static partial Regex Fractional();

    [GeneratedRegex(@"\G[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,12})?)?Z?(?![\w.:])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\G([0-9]{1,2}\s{1,2})?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(\s{1,2}[0-9]{1,4}(?![\w:.]))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Month();

    [GeneratedRegex(@"\G[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"\Gbetween\s+(?<from>\S+)\s+and\s+(?<to>[^\s()]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BetweenTimes();
}
