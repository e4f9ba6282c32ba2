namespace PacketFleet.Engine;

/// <summary>
/// The engine's clock is a keyed service, so that a test can turn it without turning the one that Orleans lives by.
/// </summary>
public static class EngineClock
{
    /// <summary>The key of the engine's <see cref="TimeProvider"/>.</summary>
    public const string Key = "packetfleet";
}
