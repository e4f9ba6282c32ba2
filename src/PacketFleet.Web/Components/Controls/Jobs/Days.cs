using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Tells moments of a job's window by the clock, with the date only where the window has more than one day.</summary>
internal readonly record struct Days(TimeZoneInfo Zone, DateOnly Only)
{
    /// <summary>For the moments of an axis.</summary>
    public static Days Of(CoverageAxis axis, TimeZoneInfo zone)
    {
        if (!axis.IsKnown)
            return new(zone, DateOnly.MinValue);
        var first = DateOnly.FromDateTime(Times.In(zone, axis.Start!.Value).DateTime);
        var last = DateOnly.FromDateTime(Times.In(zone, new PacketTime(axis.End!.Value.Nanoseconds - 1)).DateTime);
        return new(zone, first == last ? first : DateOnly.MinValue);
    }

    /// <summary><c>14:17</c>, or <c>23 Nov 14:17</c>.</summary>
    public string Clock(PacketTime time) => Times.Clock(Zone, time, Only);

    /// <summary>To the minute, for places that are estimates: <c>14:17</c>.</summary>
    public string About(PacketTime time) => Clock(PacketTime.FromSeconds((long)Math.Floor(time.Nanoseconds / (60.0 * PacketTime.Second)) * 60));
}
