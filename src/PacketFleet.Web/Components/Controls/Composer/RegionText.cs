using System.Globalization;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>The few words beside a region's name.</summary>
internal static class RegionText
{
    private const int Longest = 40;

    /// <summary><c>from 12 Nov 04:10</c>, <c>from 11:40 today</c>, and with the year where it is another.</summary>
    public static string From(TimeZoneInfo zone, PacketTime oldest, DateTimeOffset now)
    {
        var at = TimeZoneInfo.ConvertTime(oldest.ToDateTimeOffset(), zone);
        var today = TimeZoneInfo.ConvertTime(now, zone);
        if (at.Date == today.Date)
            return at.ToString("'from 'HH:mm' today'", CultureInfo.InvariantCulture);
        return at.ToString(at.Year == today.Year ? "'from 'd MMM HH:mm" : "'from 'd MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>The middle of the sentence: without the region before it, without cause and mend behind it. The title has it whole.</summary>
    public static string? ShortReason(string region, string? reason)
    {
        if (string.IsNullOrEmpty(reason))
            return null;

        var text = reason.AsSpan();
        if (text.StartsWith("Region ", StringComparison.Ordinal) && !region.StartsWith("Region ", StringComparison.Ordinal))
            text = text["Region ".Length..];
        if (text.StartsWith(region + " ", StringComparison.Ordinal))
            text = text[(region.Length + 1)..];
        var end = text.IndexOfAny('(', ':', ';');
        text = (end > 0 ? text[..end] : text).Trim().TrimEnd('.');
        return text.Length <= Longest ? text.ToString() : string.Concat(text[..(Longest - 1)].TrimEnd(), "…");
    }
}
