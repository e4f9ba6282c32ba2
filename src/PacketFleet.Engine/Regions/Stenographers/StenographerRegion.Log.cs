using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Regions.Stenographers;

public sealed partial class StenographerRegion
{
    [LoggerMessage(1000, LogLevel.Debug, "Asking {Region}: {Query}")]
    private partial void LogAsking(string region, string query);

    [LoggerMessage(1001, LogLevel.Warning, "No answer ({End}): {Reason}")]
    private partial void LogNoAnswer(RegionEnd end, string? reason);
}
