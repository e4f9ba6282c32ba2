using System.Collections.Concurrent;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Api;

/// <summary>An engine that keeps jobs in memory and runs none.</summary>
internal sealed class FakeJobs(RegionCatalog regions, FakeBoard board) : IJobs
{
    private readonly ConcurrentDictionary<long, JobSnapshot> _jobs = new();
    private long _last;

    public ConcurrentQueue<(JobRequest Request, string By)> Submitted { get; } = new();

    public ConcurrentQueue<(long Id, IReadOnlyList<string>? Regions)> Retried { get; } = new();

    /// <summary>Thrown by the next call that reads.</summary>
    public Exception? Fault { get; set; }

    public void Put(JobSnapshot job)
    {
        _jobs[job.Id] = job;
        board.Publish(job);
    }

    public Task<SubmitResult> SubmitAsync(JobRequest request, string requestedBy, CancellationToken cancellation = default)
    {
        var errors = new List<RequestError>();
        if (string.IsNullOrEmpty(request.Query) || request.Query.Length > 4096 || request.Query.Contains("bad", StringComparison.Ordinal))
            errors.Add(new("query", "The query is wrong: mend it."));
        if (request.Regions is null or [])
            errors.Add(new("regions", "No region is chosen: choose one."));
        errors.AddRange((request.Regions ?? []).Where(r => regions.Find(r) is null).Select(r => new RequestError("regions", $"There is no region `{r}`: choose another.")));
        if (request.Source?.Any(c => !char.IsAsciiDigit(c)) == true)
            errors.Add(new("source", "The source is wrong: give a number."));
        if (errors.Count > 0)
            return Task.FromResult(new SubmitResult(null, errors));

        Submitted.Enqueue((request, requestedBy));
        var job = Make.Job(Interlocked.Increment(ref _last)) with { Query = request.Query!, Source = request.Source, Case = request.Case, Note = request.Note, RequestedBy = requestedBy };
        Put(job);
        return Task.FromResult(new SubmitResult(job, []));
    }

    public Task<JobSnapshot?> GetAsync(long id, CancellationToken cancellation = default) =>
        Fault is { } fault ? throw fault : Task.FromResult(_jobs.GetValueOrDefault(id));

    public Task<IReadOnlyList<JobSnapshot>> ListAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation = default)
    {
        var filter = new JobFilter(phase);
        IReadOnlyList<JobSnapshot> page = [.. _jobs.Values.Where(j => filter.Matches(j) && j.Id < (before ?? long.MaxValue)).OrderByDescending(j => j.Id).Take(limit)];
        return Task.FromResult(page);
    }

    public Task<CommandResult> CancelAsync(long id, string requestedBy, CancellationToken cancellation = default) => Task.FromResult(
        !_jobs.TryGetValue(id, out var job) ? new CommandResult(CommandOutcome.NotFound, null, null)
        : job.State.IsFinal() ? new CommandResult(CommandOutcome.NotAllowed, job, $"Job {id} has ended: there is nothing to cancel.")
        : new CommandResult(CommandOutcome.Accepted, job with { State = JobState.Stopping }, null));

    public Task<CommandResult> RetryAsync(long id, IReadOnlyList<string>? only, string requestedBy, CancellationToken cancellation = default)
    {
        Retried.Enqueue((id, only));
        return Task.FromResult(
            !_jobs.TryGetValue(id, out var job) ? new CommandResult(CommandOutcome.NotFound, null, null)
            : !job.State.IsFinal() ? new CommandResult(CommandOutcome.NotAllowed, job, $"Job {id} is still running: cancel it first.")
            : only?.Any(r => job.Regions.All(f => f.Name != r)) == true ? new CommandResult(CommandOutcome.Invalid, job, "The job did not ask this region: choose another.")
            : new CommandResult(CommandOutcome.Accepted, job with { State = JobState.Queued }, null));
    }

    public Task<IReadOnlyList<JobEvent>?> EventsAsync(long id, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<JobEvent>?>(
        _jobs.ContainsKey(id) ? [new(Make.Moment, null, EventLevel.Information, "Submitted."), new(Make.Moment, "Region 2", EventLevel.Error, "Region 2 refused the connection.")] : null);
}

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

/// <summary>A store of which only the segments and the readiness are asked.</summary>
internal sealed class FakeStore : IJobStore
{
    public List<SegmentRecord> Segments { get; } = [];

    public Exception? Fault { get; set; }

    public Task<IReadOnlyList<SegmentRecord>> SegmentsAsync(long job, string? region, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SegmentRecord>>([.. Segments.Where(s => s.Job == job && (region is null || s.Region == region))]);

    public Task<IReadOnlyList<JobRecord>> ListJobsAsync(JobPhase phase, int limit, long? before, CancellationToken cancellation) =>
        Fault is { } fault ? Task.FromException<IReadOnlyList<JobRecord>>(fault) : Task.FromResult<IReadOnlyList<JobRecord>>([]);

    public Task<JobRecord> CreateJobAsync(NewJob job, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JobRecord?> FindJobAsync(long id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<long>> UnfinishedJobsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> NextJobEpochAsync(long id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SaveJobAsync(long id, JobState state, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JobRecord> RetryJobAsync(long id, IReadOnlyList<string> regions, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<FetchRecord> TakeFetchAsync(long job, string region, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> SaveFetchAsync(FetchRecord fetch, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> CommitSegmentAsync(SegmentRecord segment, FetchRecord fetch, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<string> SegmentFilesAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task AddEventAsync(long job, JobEvent happened, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobEvent>> EventsAsync(long job, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>Writes the names of the segments in place of packets; can break on the way, or wait for its reader.</summary>
internal sealed class FakeDownload : ICaptureDownload
{
    public IReadOnlyList<int> Links { get; set; } = [1];

    public bool BreakBeforeFirstByte { get; set; }

    public bool BreakInTheMiddle { get; set; }

    /// <summary>Where set, the second half is written only after it has ended.</summary>
    public Task? Gate { get; set; }

    public string? Comment { get; private set; }

    public Task<IReadOnlyList<int>> LinkTypesAsync(IReadOnlyList<SegmentRecord> segments, CancellationToken cancellation) => Task.FromResult(Links);

    public async Task WriteAsync(IReadOnlyList<SegmentRecord> segments, CaptureFormat format, string comment, Stream destination, CancellationToken cancellation)
    {
        Comment = comment;
        if (BreakBeforeFirstByte)
            throw new IOException("the disk is gone: secret-path");
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{format}:"), cancellation);
        await destination.FlushAsync(cancellation);
        if (Gate is { } gate)
            await gate.WaitAsync(cancellation);
        if (BreakInTheMiddle)
            throw new IOException("the disk is gone: secret-path");
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join(',', segments.Select(s => s.File))), cancellation);
    }
}

/// <summary>A region with a fixed health.</summary>
internal sealed class FakeRegion(string name, RegionHealth health) : IRegion
{
    public string Name => name;

    public RegionKind Kind => RegionKind.Directory;

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches => 2;

    public RegionHealth Health => health;

    public long Shift => 0;

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(health);

    public RegionStream Open(RegionRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>Makes what tests show.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 24, 16, 30, 0, 250, TimeSpan.FromHours(1));

    public static readonly PacketTime Packet = new(1_795_534_200_123_456_789);

    public static JobSnapshot Job(long id, JobState state = JobState.Running, long version = 1) => new()
    {
        Id = id,
        Query = "host 8.8.8.8 && after 3h ago",
        Pinned = "host 8.8.8.8 and after 2026-11-24T12:30:00Z",
        Window = new TimeWindow(Packet, null),
        RequestedBy = "anonymous",
        CreatedAt = Moment,
        State = state,
        Version = version,
        Packets = 10,
        Bytes = 1000,
        Sinks = [new SinkSnapshot("archive", 9, 0)],
        Regions =
        [
            new FetchSnapshot
            {
                Name = "Region 1",
                State = FetchState.Done,
                Verdict = Verdict.Missing,
                Progress = 1,
                FirstPacket = Packet,
                Gaps = [new Gap(GapKind.CutByServer, Packet, null, "Region 1 ended its answer early.")],
            },
            new FetchSnapshot { Name = "Region 2", State = FetchState.Streaming, Progress = 0.5 },
        ],
    };

    public static SegmentRecord Segment(long job, string region, string file) => new(job, region, 1, 0, 0, file, 1, 60, 100, Packet, Packet, Moment);
}
