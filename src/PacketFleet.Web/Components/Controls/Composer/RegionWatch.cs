using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>
/// The regions and what their last checks found, for pages. Looks at the catalog every two seconds, only while someone
/// listens, and calls only when something changed.
/// </summary>
public sealed class RegionWatch(RegionCatalog catalog, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private ITimer? _timer;
    private RegionHealth[] _seen = [];

    /// <summary>The regions in configured order.</summary>
    public IReadOnlyList<IRegion> Regions => catalog.All;

    /// <summary>How many listen: back to 0 when everyone is gone.</summary>
    public int Subscribers
    {
        get
        {
            lock (_gate)
                return _subscriptions.Count;
        }
    }

    /// <summary>Calls back, on any thread, after the health of a region changed; dispose to stop.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        var subscription = new Subscription(this, changed);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_timer is null)
            {
                _seen = Look();
                _timer = time.CreateTimer(static watch => ((RegionWatch)watch!).Check(), this, Interval, Interval);
            }
        }

        return subscription;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _subscriptions.Clear();
            StopWhenAlone();
        }
    }

    private RegionHealth[] Look() => [.. catalog.All.Select(r => r.Health)];

    private void Check()
    {
        Subscription[] subscriptions;
        lock (_gate)
        {
            var now = Look();
            if (now.Select(Shown).SequenceEqual(_seen.Select(Shown)))
                return;
            _seen = now;
            subscriptions = [.. _subscriptions];
        }

        foreach (var subscription in subscriptions)
            _ = subscription.Changed();
    }

    // A new check that found the same is no news.
    private static RegionHealth Shown(RegionHealth health) => health with { CheckedAt = null, NewestPacket = null };

    private void StopWhenAlone()
    {
        if (_subscriptions.Count > 0)
            return;
        _timer?.Dispose();
        _timer = null;
    }

    private sealed class Subscription(RegionWatch owner, Func<Task> changed) : IDisposable
    {
        public Func<Task> Changed => changed;

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._subscriptions.Remove(this);
                owner.StopWhenAlone();
            }
        }
    }
}
