namespace PacketFleet.Engine.Regions;

public sealed partial class RegionHealthMonitor
{
    private Subscriber[] _subscribers = [];

    /// <summary>How many subscriptions are open.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers).Length;

    /// <summary>
    /// Calls <paramref name="changed"/> whenever a check of a region finds something else than the one before, until the result is
    /// disposed of. Called on the checking thread: it only takes note.
    /// </summary>
    public IDisposable OnChanged(Action<IRegion> changed)
    {
        var subscriber = new Subscriber(this, changed);
        lock (_gate)
            _subscribers = [.. _subscribers, subscriber];

        return subscriber;
    }

    private void Notify(IRegion region)
    {
        foreach (var subscriber in Volatile.Read(ref _subscribers))
        {
            try
            {
                subscriber.Changed(region);
            }
            catch (Exception e)
            {
                LogSubscriberFailed(e);
            }
        }
    }

    private void Remove(Subscriber subscriber)
    {
        lock (_gate)
            _subscribers = [.. _subscribers.Where(s => s != subscriber)];
    }

    private sealed class Subscriber(RegionHealthMonitor owner, Action<IRegion> changed) : IDisposable
    {
        public Action<IRegion> Changed { get; } = changed;

        public void Dispose() => owner.Remove(this);
    }
}
