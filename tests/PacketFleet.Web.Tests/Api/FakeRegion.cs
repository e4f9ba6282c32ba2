using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Tests.Api;

/// <summary>A region with a fixed health.</summary>
internal sealed class FakeRegion(string name, RegionHealth health) : IRegion
{
    public string Name => name;

    public RegionKind Kind => RegionKind.Directory;

    public string Tag => "steno";

    public string? SourceOverride => null;

    public int MaxConcurrentFetches => 2;

    public RegionHealth Health => health;

    public long Shift => 0;

    public Task<RegionHealth> CheckAsync(CancellationToken cancellation) => Task.FromResult(health);

    public RegionStream Open(RegionRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}
