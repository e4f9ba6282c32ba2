namespace PacketFleet.Web.Components.Formatting;

/// <summary>Always UTC; never changes.</summary>
public sealed class UtcTimeDisplay : ITimeDisplay
{
    /// <inheritdoc/>
    public bool Utc => true;

    /// <inheritdoc/>
    public TimeZoneInfo Zone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public IDisposable Subscribe(Func<Task> changed) => Nothing.Instance;

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
