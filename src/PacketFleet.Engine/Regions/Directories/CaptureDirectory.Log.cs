using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Regions.Directories;

internal sealed partial class CaptureDirectory
{
    [LoggerMessage(1100, LogLevel.Debug, "{Region} holds {Files} captures with {Packets} packets in {Directory}, looked through in {Milliseconds} ms")]
    private static partial void LogLooked(ILogger logger, string region, string directory, int files, long packets, double milliseconds);

    [LoggerMessage(1101, LogLevel.Warning, "{Region}: {Fault}")]
    private static partial void LogFault(ILogger logger, string region, string fault);
}
