namespace PacketFleet.Web.Components.Layout;

/// <summary>What <c>shell.js</c> tells of the browser at the start.</summary>
/// <param name="Theme"><c>dark</c>, <c>light</c> or <c>system</c>.</param>
/// <param name="Dark">What that comes to now.</param>
/// <param name="LocalTimes">Times in the browser's zone.</param>
/// <param name="Zone">Its IANA name, or empty.</param>
/// <param name="OffsetMinutes">Its present distance from UTC, east positive.</param>
/// <param name="Embedded">In a frame, or <c>embed=1</c>.</param>
public sealed record BrowserSettings(string Theme, bool Dark, bool LocalTimes, string? Zone, int OffsetMinutes, bool Embedded)
{
    /// <summary>As the pages use it.</summary>
    public ViewSettings ToView() => new(
        Enum.TryParse<ThemeChoice>(Theme, ignoreCase: true, out var theme) && Enum.IsDefined(theme) ? theme : ThemeChoice.System,
        Dark,
        Embedded);

    /// <summary>The browser's zone, as near as this server knows it.</summary>
    public TimeZoneInfo ToZone()
    {
        if (!string.IsNullOrEmpty(Zone) && Zone.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone))
            return zone;

        // A server without zone data still knows today's distance.
        return Math.Abs(OffsetMinutes) is > 0 and <= 14 * 60
            ? TimeZoneInfo.CreateCustomTimeZone("browser", TimeSpan.FromMinutes(OffsetMinutes), "browser", "browser")
            : TimeZoneInfo.Utc;
    }
}
