using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Regions.Directories;
using PacketFleet.Engine.Regions.Stenographers;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions;

/// <summary>Makes regions out of their settings.</summary>
public static class RegionFactory
{
    /// <summary>The region that these settings describe; wrong settings make a region that answers with what is wrong.</summary>
    public static IRegion Create(RegionOptions region, EngineOptions engine, TimeProvider time, ILoggerFactory loggers) =>
        region.PcapDirectory is null
            ? new StenographerRegion(region, engine, time, loggers.CreateLogger<StenographerRegion>())
            : new DirectoryRegion(region, time, PacketTime.From(time.GetUtcNow()), loggers.CreateLogger<DirectoryRegion>());
}
