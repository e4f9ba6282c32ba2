namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// Keeps to a rate: whoever has sent more than was due waits until it is. For one thread.
/// </summary>
/// <param name="bitsPerSecond">The rate; 0 = no limit.</param>
/// <param name="clock">The clock.</param>
internal sealed class TokenBucket(long bitsPerSecond, TimeProvider clock)
{
    // What may be sent at once after a pause, and the most that is sent in one go.
    private const double BurstSeconds = 0.1;

    private readonly double _bytesPerSecond = bitsPerSecond / 8.0;
    private double _bytes = bitsPerSecond / 8.0 * BurstSeconds;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>There is a limit.</summary>
    public bool IsLimited => bitsPerSecond > 0;

    /// <summary>The most bytes to send in one go.</summary>
    public int Burst => (int)Math.Min(_bytesPerSecond * BurstSeconds, int.MaxValue);

    /// <summary>How long to wait before anything may be sent.</summary>
    public TimeSpan Wait()
    {
        if (!IsLimited)
            return TimeSpan.Zero;
        Fill();
        return _bytes > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((-_bytes / _bytesPerSecond) + 0.001);
    }

    /// <summary>So many bytes were sent.</summary>
    public void Take(long bytes) => _bytes -= bytes;

    private void Fill()
    {
        var now = clock.GetTimestamp();
        _bytes = Math.Min(_bytes + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * _bytesPerSecond), _bytesPerSecond * BurstSeconds);
        _filledAt = now;
    }
}
