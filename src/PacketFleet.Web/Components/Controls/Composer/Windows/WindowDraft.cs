using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Windows;

/// <summary>The two ends of a window while they are typed.</summary>
/// <param name="From">What stands in the first field; empty = open.</param>
/// <param name="To">What stands in the second; empty = open.</param>
internal sealed record WindowDraft(string From, string To)
{
    /// <summary>A window as the fields show it.</summary>
    public static WindowDraft Of(ChosenWindow window, TimeZoneInfo zone) => new(MomentText.Of(window.From, zone), MomentText.Of(window.To, zone));

    /// <summary>What the fields say: a window, or a sentence at each field that is wrong.</summary>
    public WindowReading Read(TimeZoneInfo zone, DateTimeOffset now)
    {
        var (fromFault, toFault) = ((string?)null, (string?)null);
        QueryTime? from = null, to = null;
        var today = Day(PacketTime.From(now), zone);
        if (From.Trim().Length > 0)
            _ = MomentText.TryParse(From, zone, today, now, out from, out fromFault);

        // "15:00" behind "20 Nov 11:00" is of the same day.
        if (To.Trim().Length > 0)
            _ = MomentText.TryParse(To, zone, from?.Absolute is { } start ? Day(start, zone) : today, now, out to, out toFault);

        var window = ChosenWindow.Between(from, to);
        if (fromFault is null && toFault is null && window.Pin(PacketTime.From(now)).IsEmpty)
            toFault = "The end must lie after the start: nothing lies between them.";
        return new(fromFault is null && toFault is null ? window : null, from, to, fromFault, toFault);
    }

    private static DateOnly Day(PacketTime moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone).DateTime);
}

/// <summary>What the fields of a window say.</summary>
/// <param name="Window">The window; null while a field is wrong.</param>
/// <param name="From">Its start, where that could be read.</param>
/// <param name="To">Its end, where that could be read.</param>
/// <param name="FromFault">What is wrong with the first field, in one sentence.</param>
/// <param name="ToFault">What is wrong with the second.</param>
internal sealed record WindowReading(ChosenWindow? Window, QueryTime? From, QueryTime? To, string? FromFault, string? ToFault);
