using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Delivery;

public sealed partial class FileSegmentFactory
{
    [LoggerMessage(1200, LogLevel.Information, "The archive's file {File} was deleted: no committed segment names it.")]
    private static partial void LogStrayDeleted(ILogger log, string file);

    [LoggerMessage(1201, LogLevel.Warning, "The archive's file {File} belongs to no committed segment but could not be deleted: check the directory's owner and rights.")]
    private static partial void LogStrayStays(ILogger log, string file, Exception error);
}
