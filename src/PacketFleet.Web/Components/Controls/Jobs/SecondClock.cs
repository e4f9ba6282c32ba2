namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>
/// Ticks once a second for those who show ages and rates: each then compares its own text and is rendered only where that
/// changed. Belongs to one page; used on its dispatcher only.
/// </summary>
public sealed class SecondClock(TimeProvider time)
{
    private readonly List<Action> _listeners = [];

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>How many listen.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Calls back with each tick; dispose to stop.</summary>
    public IDisposable Subscribe(Action tick)
    {
        _listeners.Add(tick);
        return new Subscription(this, tick);
    }

    /// <summary>Ticks until cancelled.</summary>
    /// <param name="tick">Called once a second, on whatever thread.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task RunAsync(Func<Task> tick, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(cancellation))
            await tick();
    }

    internal void Tick()
    {
        foreach (var listener in _listeners.ToArray())
            listener();
    }

    private sealed class Subscription(SecondClock clock, Action tick) : IDisposable
    {
        public void Dispose() => clock._listeners.Remove(tick);
    }
}
