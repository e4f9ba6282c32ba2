using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Live;

/// <summary>One subscriber's view: what was there when it came, then only what changed. One reader.</summary>
public sealed class JobSubscription : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JobFilter _filter;
    private readonly Action<JobSubscription> _leave;
    private readonly Dictionary<long, JobSnapshot> _changed = [];
    private readonly Dictionary<long, long> _shown = [];
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal JobSubscription(JobFilter filter, Action<JobSubscription> leave)
    {
        _filter = filter;
        _leave = leave;
    }

    /// <summary>The jobs that passed the filter at the start, newest first.</summary>
    public IReadOnlyList<JobSnapshot> Initial { get; private set; } = [];

    /// <summary>
    /// What has changed since the last time it was asked, newest state of each job, oldest job first. A job that no longer
    /// passes the filter comes once more. Ends when disposed.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<JobSnapshot>> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await _bell.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            // The token is taken before the state is read: a change that comes meanwhile rings again.
            _bell.Reader.TryRead(out _);
            if (Take() is { Length: > 0 } batch)
                yield return batch;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leave(this);
        _bell.Writer.TryComplete();
    }

    internal void Start(IEnumerable<JobSnapshot> jobs)
    {
        lock (_gate)
        {
            var initial = jobs.Where(_filter.Matches).OrderByDescending(j => j.Id).ToArray();
            foreach (var job in initial)
            {
                _shown[job.Id] = job.Version;
                if (_changed.TryGetValue(job.Id, out var newer) && newer.Version <= job.Version)
                    _changed.Remove(job.Id);
            }

            Initial = initial;
        }
    }

    internal void Offer(JobSnapshot job)
    {
        lock (_gate)
        {
            var passes = _filter.Matches(job);
            if (!passes && !_shown.ContainsKey(job.Id) && !_changed.ContainsKey(job.Id))
                return;
            if (_shown.TryGetValue(job.Id, out var version) && version >= job.Version)
                return;
            if (_changed.TryGetValue(job.Id, out var waiting) && waiting.Version >= job.Version)
                return;
            _changed[job.Id] = job;
        }

        _bell.Writer.TryWrite(true);
    }

    private JobSnapshot[] Take()
    {
        lock (_gate)
        {
            var batch = _changed.Values.OrderBy(j => j.Id).ToArray();
            _changed.Clear();
            foreach (var job in batch)
            {
                if (_filter.Matches(job))
                    _shown[job.Id] = job.Version;
                else
                    _shown.Remove(job.Id);
            }

            return batch;
        }
    }
}
