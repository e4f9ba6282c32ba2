using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Regions;

public sealed partial class RegionHealthMonitor
{
    [LoggerMessage(1020, LogLevel.Information, "{Region} answers")]
    private partial void LogUp(string region);

    [LoggerMessage(1021, LogLevel.Warning, "Down: {Reason}")]
    private partial void LogDown(string? reason);

    [LoggerMessage(1022, LogLevel.Information, "Still down: {Reason}")]
    private partial void LogStillDown(string? reason);

    [LoggerMessage(1023, LogLevel.Error, "The check of {Region} failed")]
    private partial void LogCheckFailed(string region, Exception error);

    [LoggerMessage(1024, LogLevel.Error, "A subscriber to region health failed")]
    private partial void LogSubscriberFailed(Exception error);
}
