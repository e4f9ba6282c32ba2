using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>The regions and what their last checks found, for pages.</summary>
public sealed class RegionWatch(RegionCatalog catalog, RegionHealthMonitor monitor)
{
    /// <summary>The regions in configured order.</summary>
    public IReadOnlyList<IRegion> Regions => catalog.All;

    /// <summary>Calls back, on the checking thread, after a check found something else than before; dispose to stop.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);

        // Not awaited: a slow page holds up no check. A page that is gone by now is no fault.
        return monitor.OnChanged(region => { _ = changed(); });
    }
}
