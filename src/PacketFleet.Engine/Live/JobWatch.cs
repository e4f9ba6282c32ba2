using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Grains;

namespace PacketFleet.Engine.Live;

/// <summary>
/// Runs on every node: fills the board at the start, and pings the grains of all unfinished jobs. A ping starts a job that
/// nobody runs (after a restart, or the loss of a node) and renews this node's observer.
/// </summary>
internal sealed partial class JobWatch(
    IGrainFactory grains,
    IJobStore store,
    JobBoard board,
    [FromKeyedServices(EngineClock.Key)] TimeProvider clock,
    ILogger<JobWatch> logger) : BackgroundService, IJobObserver
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private IJobObserver? _self;

    /// <summary>Watches a job from now on, without waiting for the next round.</summary>
    public async Task<JobSnapshot?> WatchAsync(long id)
    {
        var job = await grains.GetGrain<IJobGrain>(id).PingAsync(Self()).WaitAsync(Patience).ConfigureAwait(false);
        if (job is not null)
            board.Offer(job);
        return job;
    }

    /// <inheritdoc/>
    public Task ChangedAsync(JobSnapshot job)
    {
        board.Offer(job);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await FillAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Round, clock);
        do
        {
            try
            {
                await PingAllAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task FillAsync(CancellationToken stoppingToken)
    {
        foreach (var row in await store.ListJobsAsync(JobPhase.Finished, JobBoard.FinishedKept, null, stoppingToken).ConfigureAwait(false))
            board.Offer(JobSnapshots.From(row));
        var unfinished = await store.UnfinishedJobsAsync(stoppingToken).ConfigureAwait(false);
        if (unfinished.Count > 0)
            LogFound(logger, unfinished.Count, unfinished[0], unfinished[^1]);
    }

    private async Task PingAllAsync(CancellationToken stoppingToken)
    {
        var unfinished = await store.UnfinishedJobsAsync(stoppingToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(unfinished, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (id, _) =>
        {
            try
            {
                await WatchAsync(id).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogPingFailed(logger, e, id);
            }
        }).ConfigureAwait(false);

        // A job whose end was told to nobody here (its node went down with the message): the store knows.
        foreach (var job in board.Jobs.Where(j => !j.State.IsFinal()).ExceptBy(unfinished, j => j.Id))
        {
            if (await store.FindJobAsync(job.Id, stoppingToken).ConfigureAwait(false) is { } row && row.State.IsFinal())
                board.Offer(JobSnapshots.From(row));
        }
    }

    private IJobObserver Self() => _self ??= grains.CreateObjectReference<IJobObserver>(this);

    [LoggerMessage(1440, LogLevel.Information, "{Count} unfinished jobs of an earlier run go on ({First} to {Last})")]
    private static partial void LogFound(ILogger logger, int count, long first, long last);

    [LoggerMessage(1441, LogLevel.Warning, "Job {Job} did not answer; asking again")]
    private static partial void LogPingFailed(ILogger logger, Exception exception, long job);

    [LoggerMessage(1442, LogLevel.Warning, "The unfinished jobs could not be read; trying again")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
