namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>Bounds how often something is logged: some lines in a row, then one a minute. For callers that take turns.</summary>
internal sealed class LogBound(TimeProvider clock)
{
    /// <summary>So many lines may follow each other at once.</summary>
    public const int MostAtOnce = 10;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private double _left = MostAtOnce;
    private long _lookedAt = clock.GetTimestamp();

    /// <summary>Takes one line; false where there were too many.</summary>
    public bool TryTake()
    {
        var now = clock.GetTimestamp();
        _left = Math.Min(_left + (clock.GetElapsedTime(_lookedAt, now) / Every), MostAtOnce);
        _lookedAt = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
