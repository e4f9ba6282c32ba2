using System.Collections.Concurrent;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;

namespace PacketFleet.Web.Tests.Api;

/// <summary>A board that is fed by hand.</summary>
internal sealed class FakeBoard : IJobBoard
{
    private readonly ConcurrentDictionary<JobSubscription, bool> _subscriptions = new();
    private readonly ConcurrentDictionary<long, JobSnapshot> _jobs = new();

    public IReadOnlyList<JobSnapshot> Jobs => [.. _jobs.Values.OrderByDescending(j => j.Id)];

    public int Subscribers => _subscriptions.Count;

    public void Publish(JobSnapshot job)
    {
        _jobs[job.Id] = job;
        foreach (var subscription in _subscriptions.Keys)
            subscription.Offer(job);
    }

    public Task<JobSubscription> SubscribeAsync(JobFilter filter, CancellationToken cancellation = default)
    {
        var subscription = new JobSubscription(filter, gone => _subscriptions.TryRemove(gone, out _));
        _subscriptions[subscription] = true;
        subscription.Start(Jobs);
        return Task.FromResult(subscription);
    }
}
