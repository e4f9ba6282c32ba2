namespace PacketFleet.Web.Api.Hubs;

internal sealed partial class JobWatch
{
    [LoggerMessage(2220, LogLevel.Warning, "Connection {Connection} of the job hub gets no more changes: sending failed.")]
    private static partial void LogEnded(ILogger logger, Exception fault, string connection);
}
