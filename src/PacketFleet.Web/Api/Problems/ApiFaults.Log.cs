namespace PacketFleet.Web.Api.Problems;

internal sealed partial class ApiFaults
{
    [LoggerMessage(2200, LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void LogFault(ILogger logger, Exception fault, string method, PathString path);

    [LoggerMessage(2201, LogLevel.Error, "{Method} {Path} broke after its answer had begun: the connection is cut.")]
    private static partial void LogCut(ILogger logger, Exception fault, string method, PathString path);

    [LoggerMessage(2202, LogLevel.Information, "{Method} {Path} cannot be read: {Reason}")]
    private static partial void LogRefused(ILogger logger, string method, PathString path, string reason);
}
