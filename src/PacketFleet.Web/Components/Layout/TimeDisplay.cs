using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Layout;

/// <summary>The times of one circuit: UTC until its browser chose otherwise. Changed by the layout only.</summary>
public sealed class TimeDisplay : ITimeDisplay
{
    private readonly Lock _gate = new();
    private readonly List<Func<Task>> _subscribers = [];
    private TimeZoneInfo _local = TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public bool Utc { get; private set; } = true;

    /// <inheritdoc/>
    public TimeZoneInfo Zone => Utc ? TimeZoneInfo.Utc : _local;

    /// <summary>How many listen: back to 0 when everyone is gone.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
                return _subscribers.Count;
        }
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(Func<Task> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        lock (_gate)
            _subscribers.Add(changed);
        return new Subscription(this, changed);
    }

    internal async Task SetAsync(bool utc, TimeZoneInfo? local = null)
    {
        var before = (Utc, Zone);
        Utc = utc;
        _local = local ?? _local;
        if (before == (Utc, Zone))
            return;

        Func<Task>[] subscribers;
        lock (_gate)
            subscribers = [.. _subscribers];
        foreach (var changed in subscribers)
            await changed();
    }

    private sealed class Subscription(TimeDisplay owner, Func<Task> changed) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
                owner._subscribers.Remove(changed);
        }
    }
}
