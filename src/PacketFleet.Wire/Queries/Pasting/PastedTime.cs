using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>Times as logs write them: RFC 3339 and its loose relatives, and seconds (or parts of them) since 1970.</summary>
internal static partial class PastedTime
{
    /// <summary>Where one stands in a line.</summary>
    public static Match Find(string line, int from) => InLine().Match(line, from);

    /// <summary>Reads a whole text as a time of either kind.</summary>
    public static bool TryRead(string text, out PacketTime time, LeftOut leftOut)
    {
        var match = Whole().Match(text);
        return match.Success ? TryRead(match, out time, leftOut) : TryReadEpoch(text, out time);
    }

    /// <summary>The time a match tells; a time without a zone is read as UTC, which is noted.</summary>
    public static bool TryRead(Match match, out PacketTime time, LeftOut leftOut)
    {
        string Part(string name, string otherwise) => match.Groups[name] is { Success: true, Value: var value } ? value : otherwise;
        var zone = Part("zone", "Z").ToUpperInvariant();
        zone = zone is "UTC" or "GMT" or "Z" ? "Z" : zone.Length switch { 3 => zone + ":00", 5 => zone.Insert(3, ":"), _ => zone };
        var fraction = match.Groups["fraction"].Success ? "." + match.Groups["fraction"].Value : "";
        var strict = $"{Part("year", "")}-{Part("month", "").PadLeft(2, '0')}-{Part("day", "").PadLeft(2, '0')}"
            + $"T{Part("hour", "").PadLeft(2, '0')}:{Part("minute", "00")}:{Part("second", "00")}{fraction}{zone}";
        time = default;
        if (!TimeText.TryParse(strict, out var read)) return false;

        time = read.Absolute!.Value;
        if (!match.Groups["zone"].Success) leftOut.Add(Unused.Zone);
        return true;
    }

    /// <summary>
    /// Seconds since 1970 with or without a fraction, of nine or ten digits; without one also thousandths (13 digits),
    /// millionths (16) and billionths (19).
    /// </summary>
    public static bool TryReadEpoch(string text, out PacketTime time)
    {
        time = default;
        var match = Epoch().Match(text);
        if (!match.Success) return false;
        var scale = match.Groups["whole"].Length switch { 9 or 10 => 9, 13 => 6, 16 => 3, 19 => 0, _ => -1 };
        if (scale < 0 || (scale < 9 && match.Groups["fraction"].Success)) return false;
        return TryScale(text, scale, out var nanoseconds) && (time = new PacketTime(nanoseconds)).Nanoseconds > 0;
    }

    /// <summary>A span in seconds with a fraction, or as <c>hh:mm:ss.fff</c>.</summary>
    public static bool TryReadSpan(string text, out TimeSpan span)
    {
        span = default;
        if (Clock().Match(text) is { Success: true } clock)
        {
            span = new TimeSpan(Number(clock, "hour"), Number(clock, "minute"), Number(clock, "second"));
            return true;
        }

        if (!TryScale(text, 9, out var nanoseconds) || nanoseconds < 0) return false;
        span = TimeSpan.FromTicks((nanoseconds / 100) + (nanoseconds % 100 > 0 ? 1 : 0));
        return true;
    }

    private static bool TryScale(string text, int power, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text.Length > 40 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > long.MaxValue) return false;
        for (; power > 0; power--) number *= 10;
        if (Math.Abs(number) >= long.MaxValue) return false;
        nanoseconds = (long)number;
        return true;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string Date = @"(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})";

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string Zone = @"\s{0,2}(?<zone>[Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[+-][0-9]{2}(:?[0-9]{2})?)";

    // In a line a comma parts fields: only a point starts a fraction there.
    [GeneratedRegex(@"(?<![\w.:/-])" + Date + @"([Tt]|\s{1,2})(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,12}))?)?(" + Zone + @"(?![\w.:-]))?(?![\w.:])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InLine();

    [GeneratedRegex("^" + Date + @"([Tt]|\s{1,2})(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,12}))?)?(" + Zone + ")?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<whole>[0-9]{9,19})(\.(?<fraction>[0-9]{1,12}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"^(?<hour>[0-9]{1,5}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.[0-9]{1,12})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
