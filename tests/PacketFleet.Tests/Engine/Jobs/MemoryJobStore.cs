using System.Runtime.CompilerServices;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A store in memory that keeps the promises of <see cref="IJobStore"/>, fencing included.</summary>
internal sealed class MemoryJobStore : IJobStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, JobRecord> _jobs = [];
    private readonly Dictionary<long, List<JobEvent>> _events = [];
    private readonly List<SegmentRecord> _segments = [];
    private int _fetchRefusals;
    private long _last;

    /// <summary>Thrown by the next commits; null = none.</summary>
    public Exception? CommitFault { get; set; }

    /// <summary>Writes of fetches wait for this, as for another program that holds the store.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>Writes of a job's own state wait for this.</summary>
    public Task JobsHeld { get; set; } = Task.CompletedTask;

    /// <summary>So many of the next writes of a job's own state are refused.</summary>
    public int JobRefusals { get; set; }

    public Task<JobRecord> CreateJobAsync(NewJob job, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var id = ++_last;
            var fetches = job.Fetches.Select(f => new FetchRecord
            {
                Job = id,
                Region = f.Region,
                Shift = f.Shift,
                Snapshot = new FetchSnapshot { Name = f.Region, State = FetchState.Queued },
            }).ToArray();
            return Task.FromResult(_jobs[id] = new JobRecord(id, 0, job, JobState.Queued, null, null, fetches));
        }
    }

    public Task<JobRecord?> FindJobAsync(long id, CancellationToken cancellation) => Locked(() => _jobs.GetValueOrDefault(id));

    public Task<IReadOnlyList<JobRecord>> ListJobsAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation) =>
        Locked<IReadOnlyList<JobRecord>>(() =>
        [
            .. _jobs.Values.Where(j => (phase == JobPhase.All || j.State.IsFinal() == (phase == JobPhase.Finished)) && !(j.Id >= before))
                .OrderByDescending(j => j.Id).Take(limit),
        ]);

    public Task<IReadOnlyList<long>> UnfinishedJobsAsync(CancellationToken cancellation) =>
        Locked<IReadOnlyList<long>>(() => [.. _jobs.Values.Where(j => !j.State.IsFinal()).Select(j => j.Id).Order()]);

    public Task<int> NextJobEpochAsync(long id, CancellationToken cancellation) =>
        Locked(() => (_jobs[id] = _jobs[id] with { Epoch = _jobs[id].Epoch + 1 }).Epoch);

    public async Task SaveJobAsync(long id, JobState state, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, CancellationToken cancellation)
    {
        await JobsHeld.ConfigureAwait(false);
        await Locked(() => JobRefusals-- > 0
            ? throw new IOException("The store is locked by another program: close that program.")
            : _jobs[id] = _jobs[id] with { State = state, StartedAt = startedAt, FinishedAt = finishedAt }).ConfigureAwait(false);
    }

    public Task<JobRecord> RetryJobAsync(long id, IReadOnlyList<string> regions, CancellationToken cancellation) => Locked(() =>
    {
        foreach (var region in regions)
        {
            Change(id, region, f => f with
            {
                Epoch = f.Epoch + 1,
                Snapshot = f.Snapshot with
                {
                    State = FetchState.Queued,
                    Attempt = f.Snapshot.Attempt + 1,
                    Verdict = null,
                    Reason = null,
                    Gaps = [],
                    Assumption = null,
                    StartedAt = null,
                    FinishedAt = null,
                    Progress = null,
                },
            });
        }

        return _jobs[id] = _jobs[id] with { State = JobState.Queued, FinishedAt = null, Epoch = _jobs[id].Epoch + 1 };
    });

    public Task<FetchRecord> TakeFetchAsync(long job, string region, CancellationToken cancellation) =>
        Locked(() => Change(job, region, f => f with { Epoch = f.Epoch + 1 }));

    /// <summary>So many of the next writes of a fetch's state, or of what is committed of it, are refused.</summary>
    public int FetchRefusals
    {
        get => Volatile.Read(ref _fetchRefusals);
        set => Volatile.Write(ref _fetchRefusals, value);
    }

    public Task<bool> SaveFetchAsync(FetchRecord fetch, CancellationToken cancellation) => FreedAsync(() => TryWrite(fetch, keepsCommitted: true, mayRefuse: true));

    public Task<bool> CommitSegmentAsync(SegmentRecord? segment, FetchRecord fetch, CancellationToken cancellation) => FreedAsync(() =>
    {
        if (CommitFault is { } fault)
            throw fault;
        if (!TryWrite(fetch, keepsCommitted: false, mayRefuse: segment is null))
            return false;
        if (segment is not null)
            _segments.Add(segment);
        return true;
    });

    public Task<IReadOnlyList<SegmentRecord>> SegmentsAsync(long job, string? region, CancellationToken cancellation) =>
        Locked<IReadOnlyList<SegmentRecord>>(() => [.. _segments.Where(s => s.Job == job && (region is null || s.Region == region))]);

    public Task ForgetSpooledAsync(long job, string region, int number, CancellationToken cancellation) =>
        Locked(() => _segments.RemoveAll(s => s.Job == job && s.Region == region && s.Number == number && s.Spooled));

    public async IAsyncEnumerable<string> SegmentFilesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var segment in await Locked(() => _segments.ToArray()))
            yield return segment.File;
    }

    public Task<IReadOnlyList<StoredJob>> StoredJobsAsync(CancellationToken cancellation) => Locked<IReadOnlyList<StoredJob>>(() =>
        [.. _segments.GroupBy(s => s.Job).Select(g => new StoredJob(g.Key, _jobs[g.Key].State.IsFinal(), g.Sum(s => s.FileBytes), g.Max(s => s.CommittedAt)))]);

    public Task<IReadOnlyList<string>> ForgetSegmentsAsync(long job, CancellationToken cancellation) => Locked<IReadOnlyList<string>>(() =>
    {
        if (!_jobs[job].State.IsFinal())
            return [];
        var files = _segments.Where(s => s.Job == job).Select(s => s.File).ToArray();
        _segments.RemoveAll(s => s.Job == job);
        foreach (var fetch in _jobs[job].Fetches)
            Change(job, fetch.Region, f => f with { CommittedPackets = 0, CommittedBytes = 0, CommittedHash = 0, Slices = null });
        return files;
    });

    public Task AddEventAsync(long job, JobEvent happened, CancellationToken cancellation) => Locked(() =>
    {
        if (!_events.TryGetValue(job, out var list))
            _events[job] = list = [];
        list.Add(happened);
        return 0;
    });

    public Task<IReadOnlyList<JobEvent>> EventsAsync(long job, CancellationToken cancellation) =>
        Locked<IReadOnlyList<JobEvent>>(() => [.. _events.GetValueOrDefault(job) ?? []]);

    private bool TryWrite(FetchRecord fetch, bool keepsCommitted, bool mayRefuse)
    {
        if (mayRefuse && _fetchRefusals > 0)
        {
            _fetchRefusals--;
            throw new IOException("The store's disk is full: make room.");
        }

        if (_jobs[fetch.Job].Fetches.Single(f => f.Region == fetch.Region).Epoch != fetch.Epoch)
            return false;
        Change(fetch.Job, fetch.Region, old => keepsCommitted
            ? fetch with { CommittedPackets = old.CommittedPackets, CommittedBytes = old.CommittedBytes, CommittedHash = old.CommittedHash, Slices = old.Slices }
            : fetch);
        return true;
    }

    private FetchRecord Change(long job, string region, Func<FetchRecord, FetchRecord> change)
    {
        var record = _jobs[job];
        _jobs[job] = record with { Fetches = [.. record.Fetches.Select(f => f.Region == region ? change(f) : f)] };
        return _jobs[job].Fetches.Single(f => f.Region == region);
    }

    private async Task<T> FreedAsync<T>(Func<T> body)
    {
        await Held.ConfigureAwait(false);
        return await Locked(body).ConfigureAwait(false);
    }

    private Task<T> Locked<T>(Func<T> body)
    {
        lock (_gate)
        {
            try
            {
                return Task.FromResult(body());
            }
            catch (Exception e)
            {
                return Task.FromException<T>(e);
            }
        }
    }
}
