namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>How long to wait; zero = for ever.</summary>
/// <param name="Connect">For the connection and its TLS handshake together.</param>
/// <param name="Stall">For the next byte.</param>
/// <param name="Whole">For the whole answer.</param>
internal readonly record struct ConnectionTimes(TimeSpan Connect, TimeSpan Stall, TimeSpan Whole = default)
{
    /// <summary><see cref="Stall"/> as a socket option, 0 = for ever.</summary>
    public int StallMilliseconds => (int)Math.Clamp(Stall.TotalMilliseconds, 0, int.MaxValue);
}
