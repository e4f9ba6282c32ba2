using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PacketFleet.Wire.Queries;

/// <summary>Moments and durations as text, as Go reads them in Stenographer.</summary>
internal static class TimeText
{
    /// <summary>
    /// RFC 3339 with seconds and zone: capital T and Z, the hour of one or two digits, any fraction, any two digits of an
    /// offset, years 0000 to 9999.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out QueryTime? time)
    {
        time = null;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;

        var clock = text[11..];
        var hourLength = clock[1] == ':' ? 1 : 2;
        if (!Digits(clock[..hourLength], out var hour)) return false;
        clock = clock[hourLength..];
        if (clock.Length < 7 || clock[0] != ':' || clock[3] != ':') return false;
        if (!Digits(clock[1..3], out var minute) || !Digits(clock[4..6], out var second)) return false;
        if (!Civil.IsDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return false;

        var rest = clock[6..];
        if (!Fraction(ref rest, out var nanoseconds) || !Zone(rest, out var offset)) return false;
        time = Absolute(Civil.Seconds(year, month, day, hour, minute, second), offset, nanoseconds);
        return true;
    }

    /// <summary><c>45m</c> or <c>3h</c>: at most what fits into nanoseconds of 64 bits.</summary>
    public static bool TryParseDuration(ReadOnlySpan<char> text, [NotNullWhen(true)] out QueryTime? time)
    {
        time = null;
        if (text.Length < 2 || text[..^1].ContainsAnyExceptInRange('0', '9')) return false;
        if (!Int128.TryParse(text[..^1].TrimStart('0') is { IsEmpty: false } digits ? digits : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var minutes = text[^1] == 'h' ? 60 : 1;
        if (count * minutes > long.MaxValue / (60 * PacketTime.Second)) return false;

        var span = TimeSpan.FromTicks((long)count * minutes * TimeSpan.TicksPerMinute);
        time = new QueryTime(null, span, string.Create(CultureInfo.InvariantCulture, $"{(long)count}{text[^1]} ago"));
        return true;
    }

    /// <summary>A moment of a packet's clock.</summary>
    public static QueryTime Of(PacketTime moment) => new(moment, null, moment.ToString());

    private static QueryTime Absolute(long local, int offset, int nanoseconds)
    {
        var seconds = local - offset;
        var fraction = nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var text = seconds >= Civil.Range.First && seconds < Civil.Range.End
            ? Civil.Print(seconds) + fraction + "Z"
            : Civil.Print(local) + fraction + Offset(offset);
        return new QueryTime(PacketTime.FromSeconds(seconds, nanoseconds), null, text);
    }

    private static string Offset(int seconds)
    {
        // The hours may have been written as more minutes than an hour has ("+00:99"): as many hours as two digits hold.
        var minutes = Math.Abs(seconds) / 60;
        var hours = Math.Min(minutes / 60, 99);
        return string.Create(CultureInfo.InvariantCulture, $"{(seconds < 0 ? '-' : '+')}{hours:D2}:{minutes - (hours * 60):D2}");
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var length = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (length <= 0) return false;

        for (var digit = 0; digit < 9; digit++) nanoseconds = (nanoseconds * 10) + (digit < length ? rest[1 + digit] - '0' : 0);
        rest = rest[(1 + length)..];
        return true;
    }

    private static bool Zone(ReadOnlySpan<char> zone, out int offset)
    {
        offset = 0;
        if (zone is "Z") return true;
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':') return false;
        if (!Digits(zone[1..3], out var hours) || !Digits(zone[4..6], out var minutes)) return false;
        offset = ((hours * 60) + minutes) * (zone[0] == '-' ? -60 : 60);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
