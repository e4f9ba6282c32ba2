namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>How long to wait before an indexer is tried again. For one thread.</summary>
/// <param name="times">The settings.</param>
/// <param name="random">A number from 0 up to 1.</param>
internal sealed class BackOff(IndexerTimes times, Func<double> random)
{
    // So often in a row a hang-up by the protocol's own fault passes for that.
    private const int MostHiccups = 3;
    private const double Jitter = 0.25;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AtOnceJitter = TimeSpan.FromMilliseconds(40);

    private int _failures;
    private int _hiccups;

    /// <summary>
    /// Takes for how long a connection has served. Longer than the longest wait, and the next failure is the first again; an indexer that
    /// confirms something and hangs up each time is waited for ever longer.
    /// </summary>
    public void Served(TimeSpan span)
    {
        if (span >= times.LongestBackOff)
            (_failures, _hiccups) = (0, 0);
    }

    /// <summary>Takes an end and returns what it counts as: too many hiccups in a row are a loss.</summary>
    public ConnectionEnd Judge(ConnectionEnd end) =>
        end.Kind == EndKind.Hiccup && ++_hiccups > MostHiccups ? ConnectionEnd.Lost(end.Clause) : end;

    /// <summary>How long to wait after an end.</summary>
    public TimeSpan After(EndKind kind)
    {
        if (kind == EndKind.Refused)
            return times.Refused;
        if (kind == EndKind.Hiccup || _failures++ == 0)
            return AtOnce + (random() * AtOnceJitter);
        var doubled = times.FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(_failures - 2, 30));
        var span = TimeSpan.FromMilliseconds(Math.Min(doubled, times.LongestBackOff.TotalMilliseconds));
        return span * (1 - Jitter + (2 * Jitter * random()));
    }
}
