using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs.Fetching;

namespace PacketFleet.Engine.Jobs.Grains;

internal sealed partial class JobGrain
{
    private void Load()
    {
        _fetches = [.. _job!.Fetches.Select(f => new FetchReport(f.Region, f.Epoch, 0, f.Snapshot))];
        _snapshot = Compose();
    }

    /// <summary>Asks all fetches to run, together, and keeps asking: that is all that failover and restart need.</summary>
    private async Task RunAsync()
    {
        _pinging?.Dispose();
        _telling?.Dispose();
        _pinging = this.RegisterGrainTimer(EnsureFetchesAsync, new GrainTimerCreationOptions(PingFetches, PingFetches) { KeepAlive = true });
        _telling = this.RegisterGrainTimer(TellAsync, new GrainTimerCreationOptions(Tell, Tell) { Interleave = true });
        await EnsureFetchesAsync();
    }

    private async Task EnsureFetchesAsync()
    {
        await TryAsync(NoteCancelAsync);
        var open = _fetches.Where(f => !f.Snapshot.State.IsFinal()).ToArray();
        if (open.Length == 0)
        {
            // All had ended when the program was stopped between their end and the job's.
            if (_fetches.Length > 0 && !_job!.State.IsFinal())
                await TryAsync(EndAsync);
            return;
        }

        foreach (var report in await Task.WhenAll(open.Select(EnsureAsync)))
        {
            if (report is not null)
                await TryAsync(() => FetchChangedAsync(report));
        }
    }

    /// <summary>What the store refuses is done again with the next round of pings.</summary>
    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (IOException e)
        {
            LogNotStored(logger, _job!.Id, e.Message);
        }
    }

    private async Task<FetchReport?> EnsureAsync(FetchReport fetch)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IFetchGrain>(_job!.Id, fetch.Region, null);
            return await grain.EnsureAsync(new FetchOrder(fetch.Snapshot.Attempt, _cancelledBy)).WaitAsync(Patience);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogPingFailed(logger, e, _job!.Id, fetch.Region);
            return null;
        }
    }

    private async Task SaveAsync(JobState state)
    {
        var now = clock.GetUtcNow();
        var next = _job! with
        {
            State = state,
            StartedAt = _job.StartedAt ?? (state is JobState.Running ? now : _fetches.Min(f => f.Snapshot.StartedAt)),
            FinishedAt = state.IsFinal() ? now : null,
        };

        // Not shown before it is written: a store that refuses is asked again only for what has not happened yet.
        await store.SaveJobAsync(next.Id, state, next.StartedAt, next.FinishedAt, CancellationToken.None);
        _job = next;
        Changed();
    }

    private async Task HappenedAsync(string? region, EventLevel level, string message)
    {
        try
        {
            await store.AddEventAsync(_job!.Id, new JobEvent(clock.GetUtcNow(), region, level, message), CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogEventLost(logger, e, _job!.Id, region, message);
        }
    }

    private void Changed()
    {
        _counter++;
        _dirty = true;
        _snapshot = Compose();
    }

    private JobSnapshot Compose() => JobSnapshots.Compose(_job!, [.. _fetches.Select(f => f.Snapshot)], JobSnapshots.Version(_job!.Epoch, _counter));

    private Task TellAsync()
    {
        if (!_dirty || _snapshot is null)
            return Task.CompletedTask;
        _dirty = false;
        var now = clock.GetUtcNow();
        foreach (var (observer, until) in _observers)
        {
            if (until < now)
                _observers.Remove(observer);
            else
                observer.ChangedAsync(_snapshot).Ignore();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1420, LogLevel.Information, "Job {Job} ended as {State}: {Packets} packets, {Bytes} bytes")]
    private static partial void LogEnded(ILogger logger, long job, JobState state, long packets, long bytes);

    [LoggerMessage(1421, LogLevel.Warning, "Job {Job}: the fetch of {Region} did not answer; asking again")]
    private static partial void LogPingFailed(ILogger logger, Exception exception, long job, string region);

    [LoggerMessage(1423, LogLevel.Warning, "Job {Job}: its state could not be stored, trying again. {Reason}")]
    private static partial void LogNotStored(ILogger logger, long job, string reason);

    [LoggerMessage(1422, LogLevel.Warning, "Job {Job}: an event of {Region} could not be stored: {Event}")]
    private static partial void LogEventLost(ILogger logger, Exception exception, long job, string? region, string @event);
}
