using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

internal sealed partial class IndexerStanding
{
    [LoggerMessage(1240, LogLevel.Information, "{Indexer} takes entries")]
    private partial void LogReady(string indexer);

    [LoggerMessage(1241, LogLevel.Warning, "{Reason} Entries sent and not acknowledged, which go again: {Entries}")]
    private partial void LogDown(string reason, int entries);

    [LoggerMessage(1242, LogLevel.Error, "{Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(1243, LogLevel.Information, "{Reason}")]
    private partial void LogNotReady(string reason);

    [LoggerMessage(1244, LogLevel.Error, "The connection to {Indexer} broke by a fault of this program")]
    private partial void LogFault(Exception error, string indexer);
}
