using Microsoft.Extensions.Logging;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

public sealed partial class DirectoryRegion
{
    [LoggerMessage(1102, LogLevel.Warning, "{Reason}")]
    private static partial void LogDown(ILogger logger, string reason);

    [LoggerMessage(1103, LogLevel.Information, "Region {Region} is rebased: its newest packet of {Newest} is shown at {At}")]
    private static partial void LogRebased(ILogger logger, string region, PacketTime newest, PacketTime at);
}
