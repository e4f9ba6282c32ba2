namespace PacketFleet.Web.Components.Formatting;

/// <summary>How this person wants times shown. One a circuit; UTC unless chosen otherwise.</summary>
public interface ITimeDisplay
{
    /// <summary>Times are in UTC; else in the browser's zone.</summary>
    bool Utc { get; }

    /// <summary>The zone to show times in: UTC, or the browser's.</summary>
    TimeZoneInfo Zone { get; }

    /// <summary>Calls back after each change, on the caller's dispatcher or not; dispose to stop.</summary>
    IDisposable Subscribe(Func<Task> changed);
}
