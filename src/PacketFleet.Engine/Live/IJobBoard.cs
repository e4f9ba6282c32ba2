using PacketFleet.Engine.Jobs;

namespace PacketFleet.Engine.Live;

/// <summary>
/// Everything in flight and lately finished on the whole cluster, as this node knows it. The latest state of a job always
/// arrives, at most 4 times a second; intermediate ones may not.
/// </summary>
public interface IJobBoard
{
    /// <summary>The jobs it holds, newest first (all in flight, and the latest 200 finished).</summary>
    IReadOnlyList<JobSnapshot> Jobs { get; }

    /// <summary>
    /// Registers, then takes the snapshot, so that nothing falls between. Dispose to unsubscribe.
    /// A single job that has left the board is taken from the store.
    /// </summary>
    Task<JobSubscription> SubscribeAsync(JobFilter filter, CancellationToken cancellation = default);

    /// <summary>How many are subscribed: back to 0 when everyone is gone.</summary>
    int Subscribers { get; }
}
