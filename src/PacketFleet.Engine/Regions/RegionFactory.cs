using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Regions.Directories;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions;

/// <summary>Makes regions out of their settings.</summary>
public static class RegionFactory
{
    /// <summary>
    /// The regions that these settings describe, in their order; wrong settings make a region that answers with what is wrong.
    /// Those that are rebased are shifted by the same, so that a packet that passed two of them keeps its distance.
    /// </summary>
    /// <param name="regions">Their settings.</param>
    /// <param name="engine">Time-outs.</param>
    /// <param name="startedAt">The program's start.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes their loggers.</param>
    public static IReadOnlyList<IRegion> Create(
        IEnumerable<RegionOptions> regions, EngineOptions engine, PacketTime startedAt, TimeProvider time, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger<DirectoryRegion>();
        var shift = new CommonShift(startedAt, log);
        return [.. regions.Select(IRegion (region) => region.PcapDirectory is null
            ? new StenographerRegion(region, engine, time, loggers.CreateLogger<StenographerRegion>())
            : new DirectoryRegion(region, time, shift, log))];
    }
}
