using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Archive;

/// <summary>
/// Keeps the archive within its age and its size: once a minute it removes the packets of whole jobs that have ended, those stored
/// longest ago first. The rows go before the files, so that a file whose removal fails or is cut short is a stray of the next start.
/// </summary>
internal sealed partial class ArchiveRetention(
    EngineOptions options,
    IJobStore store,
    [FromKeyedServices(EngineClock.Key)] TimeProvider clock,
    ILogger<ArchiveRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>Removes what is over the limits now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        if (options is { ArchiveMaxBytes: 0, ArchiveMaxDays: 0 })
            return;

        var jobs = await store.StoredJobsAsync(cancellation);
        var total = jobs.Sum(j => j.FileBytes);
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(options.ArchiveMaxDays);
        foreach (var job in jobs.Where(j => j.IsFinal).OrderBy(j => j.StoredAt))
        {
            if (options.ArchiveMaxDays > 0 && job.StoredAt < oldest)
                await RemoveAsync(job, $"keeps packets for {options.ArchiveMaxDays:N0} days (`MaxAgeDays`)", cancellation);
            else if (options.ArchiveMaxBytes > 0 && total > options.ArchiveMaxBytes)
                await RemoveAsync(job, $"holds at most {options.ArchiveMaxBytes / 1e9:0.###} GB (`MaxGigabytes`)", cancellation);
            else
                continue;
            total -= job.FileBytes;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RemoveAsync(StoredJob job, string limit, CancellationToken cancellation)
    {
        var files = await store.ForgetSegmentsAsync(job.Id, cancellation);
        if (files.Count == 0)
            return;
        foreach (var file in files)
            Delete(file);
        LogRemoved(logger, job.Id, files.Count, job.FileBytes, limit);
        await store.AddEventAsync(
            job.Id,
            new JobEvent(clock.GetUtcNow(), null, EventLevel.Warning, $"Its packets were removed from the archive, which {limit}: submit it again to fetch them anew."),
            CancellationToken.None);
    }

    private void Delete(string file)
    {
        try
        {
            // Whichever of the two it lies in: settings may have changed since it was written.
            SegmentRemoval.Delete(options.ArchiveDirectory, file);
            if (options.Gravwell.SpoolDirectory is { } spool)
                SegmentRemoval.Delete(spool, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogStays(logger, file, e.Message);
        }
    }

    [LoggerMessage(1220, LogLevel.Information, "Job {Job}: its packets ({Files} files, {Bytes} bytes) were removed from the archive, which {Limit}")]
    private static partial void LogRemoved(ILogger logger, long job, int files, long bytes, string limit);

    [LoggerMessage(1221, LogLevel.Warning, "The archive's file {File} is no longer needed but could not be deleted; the next start tries again. {Reason}")]
    private static partial void LogStays(ILogger logger, string file, string reason);

    [LoggerMessage(1222, LogLevel.Warning, "The archive could not be brought within its limits; trying again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
