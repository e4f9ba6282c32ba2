using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Admission;

/// <summary>Sees the oldest packet of each region move on, and tells when a region will have deleted the start of a window. Safe for concurrent calls.</summary>
internal sealed class AgeWatch(RegionCatalog regions, [FromKeyedServices(EngineClock.Key)] TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AgeOut> _ages = new(StringComparer.Ordinal);

    /// <summary>When a region begins to lose a window; null where that is more than an hour away or cannot be told.</summary>
    public AgeLoss? LossOf(string region, TimeWindow window)
    {
        lock (_gate)
            return _ages.TryGetValue(region, out var age) ? age.LossOf(window, clock.GetUtcNow()) : null;
    }

    /// <summary>Looks at what the last checks of all regions found.</summary>
    public void Look()
    {
        lock (_gate)
        {
            foreach (var region in regions.All)
            {
                if (region.Kind != RegionKind.Stenographer || region.Health is not { OldestPacket: { } oldest, CheckedAt: { } at })
                    continue;
                if (!_ages.TryGetValue(region.Name, out var age))
                    _ages.Add(region.Name, age = new AgeOut());
                age.See(new RegionHoldings { Region = region.Name, TakenAt = at, Known = true, Oldest = oldest });
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        do
            Look();
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
