using Orleans.Concurrency;
using PacketFleet.Engine.Jobs.Fetching;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>One job: its state machine, and the only writer of its row. Every method returns at once.</summary>
internal interface IJobGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that an unfinished job runs, renews a node's observer, and returns the job; null = no such job.</summary>
    [Alias("Ping")]
    Task<JobSnapshot?> PingAsync(IJobObserver? observer);

    /// <summary>Stops the job's fetches at once, also while the store holds up everything else of it. False where it does not run.</summary>
    [Alias("Halt")]
    [AlwaysInterleave]
    Task<bool> HaltAsync(string by);

    /// <summary>Writes that the job is cancelled, in turn with its other writes.</summary>
    /// <param name="by">Who cancels it.</param>
    /// <param name="isHalted">Its fetches have been stopped before: it may have ended by that.</param>
    [Alias("Cancel")]
    Task<CommandResult> CancelAsync(string by, bool isHalted);

    /// <summary>Runs what is missing again.</summary>
    [Alias("Retry")]
    Task<CommandResult> RetryAsync(IReadOnlyList<string>? regions, string by);

    /// <summary>A fetch tells its state.</summary>
    [Alias("FetchChanged")]
    Task FetchChangedAsync(FetchReport report);
}

/// <summary>A node that wants to hear of jobs.</summary>
internal interface IJobObserver : IGrainObserver
{
    /// <summary>A newer state of a job.</summary>
    [Alias("Changed")]
    [OneWay]
    Task ChangedAsync(JobSnapshot job);
}
