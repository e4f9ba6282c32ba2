namespace PacketFleet.Web.Api;

internal static partial class HealthApi
{
    [LoggerMessage(2210, LogLevel.Warning, "The job store does not answer: not ready.")]
    private static partial void LogNotReady(ILogger logger, Exception fault);
}
