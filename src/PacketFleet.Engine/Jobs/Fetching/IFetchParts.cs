using PacketFleet.Engine.Jobs.Admission;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>Where a fetch asks for a slot of its region.</summary>
internal interface IAdmission
{
    /// <summary>Asks, or asks again: 0 = granted, else the place in line.</summary>
    /// <param name="ticket">Who.</param>
    /// <param name="user">For whom.</param>
    /// <param name="deadline">When the region begins to delete what is wanted; null = not soon.</param>
    Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline);

    /// <summary>Renews the lease; false when it is lost.</summary>
    Task<bool> RenewAsync(Ticket ticket);

    /// <summary>Gives the slot, or the place in line, back.</summary>
    Task ReleaseAsync(Ticket ticket, TimeSpan cooldown);
}

/// <summary>Who hears of a fetch's progress.</summary>
internal interface IFetchListener
{
    /// <summary>A newer state of the fetch. Must not take long; a failure is the listener's own.</summary>
    Task ChangedAsync(FetchReport report);
}

/// <summary>A fetch's state on its way to its job.</summary>
/// <param name="Region">The region's name.</param>
/// <param name="Epoch">The fetch's epoch: a report of an older one is ignored.</param>
/// <param name="Sequence">Rises within an epoch.</param>
/// <param name="Snapshot">The state.</param>
[GenerateSerializer, Immutable]
internal sealed record FetchReport(
    [property: Id(0)] string Region,
    [property: Id(1)] int Epoch,
    [property: Id(2)] long Sequence,
    [property: Id(3)] FetchSnapshot Snapshot);
