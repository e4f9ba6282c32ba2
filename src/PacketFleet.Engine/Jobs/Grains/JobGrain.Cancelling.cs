namespace PacketFleet.Engine.Jobs.Grains;

// A person who stops it.
internal sealed partial class JobGrain
{
    public async Task<bool> HaltAsync(string by)
    {
        if (_job is null || _job.State.IsFinal())
            return false;

        // Between two steps of another call: nothing is written here, and what the fetches answer comes again with their reports, in turn.
        _cancelledBy ??= by;
        await Task.WhenAll(_fetches.Where(f => !f.Snapshot.State.IsFinal()).ToArray().Select(EnsureAsync));
        return true;
    }

    public async Task<CommandResult> CancelAsync(string by, bool isHalted)
    {
        if (_job is null)
            return Unknown();
        if (_job.State.IsFinal())
        {
            return isHalted && _job.State == JobState.Cancelled
                ? new CommandResult(CommandOutcome.Accepted, _snapshot, null)
                : new CommandResult(CommandOutcome.NotAllowed, _snapshot, $"Job {_job.Id} has ended already ({Word(_job.State)}): there is nothing to cancel.");
        }

        _cancelledBy ??= by;
        await EnsureFetchesAsync();
        return new CommandResult(CommandOutcome.Accepted, _snapshot, null);
    }

    /// <summary>Writes that it was cancelled where that is not written yet. A store that refuses is asked again with the next ping.</summary>
    private async Task NoteCancelAsync()
    {
        if (_cancelledBy is not { } by || _job!.State == JobState.Stopping || _job.State.IsFinal())
            return;
        await SaveAsync(JobState.Stopping);
        await HappenedAsync(null, EventLevel.Information, $"Cancelled by {by}.");
    }
}
