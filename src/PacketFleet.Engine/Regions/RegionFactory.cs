using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Regions.Directories;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions;

/// <summary>Makes regions out of their settings.</summary>
public static class RegionFactory
{
    /// <summary>The region that these settings describe; wrong settings make a region that answers with what is wrong.</summary>
    /// <param name="region">Its settings.</param>
    /// <param name="engine">Time-outs.</param>
    /// <param name="startedAt">The program's start: the same for all regions, so that packets that passed two of them keep their distance when rebased.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes its logger.</param>
    public static IRegion Create(RegionOptions region, EngineOptions engine, PacketTime startedAt, TimeProvider time, ILoggerFactory loggers) =>
        region.PcapDirectory is null
            ? new StenographerRegion(region, engine, time, loggers.CreateLogger<StenographerRegion>())
            : new DirectoryRegion(region, time, startedAt, loggers.CreateLogger<DirectoryRegion>());
}
