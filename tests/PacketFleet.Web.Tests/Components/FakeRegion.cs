using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Components;

/// <summary>A region that only has a name and a health.</summary>
internal sealed class FakeRegion(string name, RegionHealth health) : IRegion
{
    public string Name => name;

    public RegionKind Kind => RegionKind.Stenographer;

    public string Tag { get; init; } = "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches => 2;

    public RegionHealth Health { get; private set; } = health;

    /// <summary>What the next check will find.</summary>
    public RegionHealth Next { get; set; } = health;

    public long Shift => 0;

    public static FakeRegion Up(string name, DateTimeOffset oldest) => new(name, new(HealthState.Up, null, PacketTime.From(oldest), null, FleetContext.Now));

    public static FakeRegion Down(string name, string reason) => new(name, new(HealthState.Down, reason, null, null, FleetContext.Now));

    public static FakeRegion Unknown(string name) => new(name, RegionHealth.Unknown);

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(Health = Next);

    public RegionStream Open(RegionRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}
