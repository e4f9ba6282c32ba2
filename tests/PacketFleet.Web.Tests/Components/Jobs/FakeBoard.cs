using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;

namespace PacketFleet.Web.Tests.Components.Jobs;

/// <summary>A board in memory, with the real subscriptions.</summary>
internal sealed class FakeBoard : IJobBoard
{
    private readonly Lock _gate = new();
    private readonly List<JobSubscription> _subscriptions = [];
    private readonly Dictionary<long, JobSnapshot> _jobs = [];

    public FakeBoard(params JobSnapshot[] jobs)
    {
        foreach (var job in jobs)
            _jobs[job.Id] = job;
    }

    public IReadOnlyList<JobSnapshot> Jobs
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Values.OrderByDescending(j => j.Id)];
        }
    }

    public int Subscribers
    {
        get
        {
            lock (_gate)
                return _subscriptions.Count;
        }
    }

    public Task<JobSubscription> SubscribeAsync(JobFilter filter, CancellationToken cancellation = default)
    {
        var subscription = new JobSubscription(filter, Leave);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            subscription.Start(_jobs.Values);
        }

        return Task.FromResult(subscription);
    }

    public void Change(params JobSnapshot[] jobs)
    {
        lock (_gate)
        {
            foreach (var job in jobs)
            {
                _jobs[job.Id] = job;
                foreach (var subscription in _subscriptions)
                    subscription.Offer(job);
            }
        }
    }

    private void Leave(JobSubscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }
}
