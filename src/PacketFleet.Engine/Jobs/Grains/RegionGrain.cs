using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Jobs.Grains;

/// <summary>Keeps one region's queue and wakes whoever it admits.</summary>
[KeepAlive]
internal sealed class RegionGrain(RegionCatalog regions, [FromKeyedServices(EngineClock.Key)] TimeProvider clock) : Grain, IRegionGrain
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private AdmissionQueue _queue = null!;
    private string _region = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _region = this.GetPrimaryKeyString();
        _queue = new AdmissionQueue(Math.Max(1, regions.Find(_region)?.MaxConcurrentFetches ?? 1), SlotLease.Length);

        // Leases run out and slots cool down with nobody calling.
        this.RegisterGrainTimer(Advance, new GrainTimerCreationOptions(Look, Look) { Interleave = true });
        return Task.CompletedTask;
    }

    public async Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline)
    {
        // Whoever stands before it is told of a slot that has become free.
        await Advance();
        return _queue.Ask(ticket, user, clock.GetUtcNow(), deadline);
    }

    public Task<bool> RenewAsync(Ticket ticket) => Task.FromResult(_queue.Renew(ticket, clock.GetUtcNow()));

    public Task ReleaseAsync(Ticket ticket, TimeSpan cooldown)
    {
        _queue.Release(ticket, cooldown, clock.GetUtcNow());
        return Advance();
    }

    private Task Advance()
    {
        foreach (var ticket in _queue.Advance(clock.GetUtcNow()))
            GrainFactory.GetGrain<IFetchGrain>(ticket.Job, _region, null).AdmittedAsync(ticket.Epoch).Ignore();
        return Task.CompletedTask;
    }
}
