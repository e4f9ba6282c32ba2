using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Live;

/// <summary>
/// This node's picture of all jobs: immutable snapshots, the newest of each. Offers come at any rate; subscribers hear of them
/// at most 4 times a second.
/// </summary>
internal sealed class JobBoard : IJobBoard, IDisposable
{
    /// <summary>Finished jobs kept.</summary>
    public const int FinishedKept = 200;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, JobSnapshot> _jobs = [];
    private readonly Dictionary<long, JobSnapshot> _dirty = [];
    private readonly List<JobSubscription> _subscribers = [];
    private readonly IJobStore _store;
    private readonly ITimer _timer;

    public JobBoard(IJobStore store, [FromKeyedServices(EngineClock.Key)] TimeProvider clock)
    {
        _store = store;
        _timer = clock.CreateTimer(_ => Flush(), null, Tick, Tick);
    }

    /// <inheritdoc/>
    public IReadOnlyList<JobSnapshot> Jobs => [.. _jobs.Values.OrderByDescending(j => j.Id)];

    /// <inheritdoc/>
    public int Subscribers
    {
        get
        {
            lock (_gate)
                return _subscribers.Count;
        }
    }

    /// <summary>The job, if it is on the board.</summary>
    public JobSnapshot? Find(long id) => _jobs.GetValueOrDefault(id);

    /// <inheritdoc/>
    public async Task<JobSubscription> SubscribeAsync(JobFilter filter, CancellationToken cancellation = default)
    {
        var subscription = new JobSubscription(filter, Leave);
        lock (_gate)
            _subscribers.Add(subscription);

        try
        {
            // Registered first, read after: what changes meanwhile comes twice rather than never, and versions sort that out.
            if (filter.JobId is { } id && Find(id) is null && await _store.FindJobAsync(id, cancellation).ConfigureAwait(false) is { } row)
                subscription.Start([JobSnapshots.From(row)]);
            else
                subscription.Start(_jobs.Values);
        }
        catch
        {
            subscription.Dispose();
            throw;
        }

        return subscription;
    }

    /// <summary>Takes a snapshot; one that is not newer than what the board has changes nothing.</summary>
    public void Offer(JobSnapshot job)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(job.Id, out var known) && known.Version >= job.Version)
                return;
            _jobs[job.Id] = job;
            _dirty[job.Id] = job;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Flush()
    {
        JobSnapshot[] changed;
        JobSubscription[] subscribers;
        lock (_gate)
        {
            if (_dirty.Count == 0)
                return;
            changed = [.. _dirty.Values];
            _dirty.Clear();
            Trim();
            subscribers = [.. _subscribers];
        }

        foreach (var subscriber in subscribers)
        {
            foreach (var job in changed)
                subscriber.Offer(job);
        }
    }

    private void Trim()
    {
        var finished = _jobs.Values.Where(j => j.State.IsFinal()).ToArray();
        if (finished.Length <= FinishedKept)
            return;
        foreach (var job in finished.OrderByDescending(j => j.Id).Skip(FinishedKept))
            _jobs.TryRemove(job.Id, out _);
    }

    private void Leave(JobSubscription subscription)
    {
        lock (_gate)
            _subscribers.Remove(subscription);
    }
}
