using PacketFleet.Engine.Jobs.Admission;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>Admission to one region, for the whole cluster.</summary>
internal interface IRegionGrain : IGrainWithStringKey
{
    /// <summary>Asks for a slot, or asks again: 0 = granted, else the place in line.</summary>
    [Alias("Ask")]
    Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline);

    /// <summary>Renews a lease; false when it is lost.</summary>
    [Alias("Renew")]
    Task<bool> RenewAsync(Ticket ticket);

    /// <summary>Gives a slot, or a place in line, back.</summary>
    [Alias("Release")]
    Task ReleaseAsync(Ticket ticket, TimeSpan cooldown);
}
