using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Runs of fetches with no silo around: a store in memory, an archive on the disk, one region.</summary>
internal sealed class RunnerBench : IDisposable
{
    private readonly FetchServices _services;
    private readonly EngineOptions _options;
    private readonly IRegion _region;
    private readonly List<FetchRunner> _runners = [];

    public RunnerBench(IRegion region)
    {
        _region = region;
        _options = new EngineOptions { ArchiveDirectory = EngineHost.NewDirectory() };
        _services = new FetchServices(
            new RegionCatalog([region]),
            new FileSegmentFactory(_options, TimeProvider.System, NullLogger<FileSegmentFactory>.Instance),
            Store,
            _options,
            new JobBudgets(),
            TimeProvider.System,
            NullLogger.Instance);
    }

    public MemoryJobStore Store { get; } = new();

    /// <summary>Submits a job for everything the region has, and returns its number.</summary>
    public async Task<long> SubmitAsync(string user = "ann")
    {
        var now = TimeProvider.System.GetUtcNow();
        var job = new NewJob("tcp", "tcp", new TimeWindow(null, null), new PacketTime(now.ToUnixTimeSeconds() * PacketTime.Second), null, null, null, null, user, now, new JobLimits(null, null, null), false, [new NewFetch(_region.Name, 0, [])]);
        return (await Store.CreateJobAsync(job, default)).Id;
    }

    /// <summary>Starts a run of a job's fetch, with an epoch of its own.</summary>
    public async Task<FetchRunner> StartAsync(long job, IAdmission admission)
    {
        var row = await Store.TakeFetchAsync(job, _region.Name, default);
        var record = (await Store.FindJobAsync(job, default))!;
        QueryParser.TryParse(record.Job.Pinned, out var query, out _, QueryLimits.Stored).ShouldBeTrue();
        var runner = new FetchRunner(_services, new FetchPlan(record, row, query!.Pin(record.Job.PinnedAt)), admission, new Deaf());
        _runners.Add(runner);
        runner.Start();
        return runner;
    }

    /// <summary>Times of all packets in a job's committed segments.</summary>
    public async Task<IReadOnlyList<long>> StoredTimesAsync(long job)
    {
        var times = new List<long>();
        foreach (var segment in await Store.SegmentsAsync(job, null, default))
        {
            using var reader = CaptureReader.Open(File.OpenRead(Path.Combine(_options.ArchiveDirectory, segment.File)));
            while (reader.TryRead(out var packet))
                times.Add(packet.Time);
        }

        return times;
    }

    /// <summary>Waits until something is so, and returns how long that took.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<bool> isSo, string what, double seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException($"It never was so: {what}");
            await Task.Delay(5);
        }

        return clock.Elapsed;
    }

    public void Dispose()
    {
        foreach (var runner in _runners)
        {
            runner.Shutdown();
            runner.Completion.Wait(TimeSpan.FromSeconds(30));
            runner.Dispose();
        }

        Directory.Delete(_options.ArchiveDirectory, true);
    }

    private sealed class Deaf : IFetchListener
    {
        public Task ChangedAsync(FetchReport report) => Task.CompletedTask;
    }
}
