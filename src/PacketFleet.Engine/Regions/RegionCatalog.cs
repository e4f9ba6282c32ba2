namespace PacketFleet.Engine.Regions;

/// <summary>The configured regions, in configured order.</summary>
public sealed class RegionCatalog(IEnumerable<IRegion> regions)
{
    private readonly IRegion[] _regions = [.. regions];

    /// <summary>All of them.</summary>
    public IReadOnlyList<IRegion> All => _regions;

    /// <summary>The one of this name, or null.</summary>
    public IRegion? Find(string name) => Array.Find(_regions, r => string.Equals(r.Name, name, StringComparison.Ordinal));
}
