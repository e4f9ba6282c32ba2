using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Jobs.Fetching;

internal sealed partial class FetchRunner
{
    [LoggerMessage(1400, LogLevel.Information, "Job {Job}: asking {Region}")]
    private static partial void LogAsking(ILogger logger, long job, string region);

    [LoggerMessage(1401, LogLevel.Information, "Job {Job}: {Region} ended as {State}, verdict {Verdict}: {Packets} packets, {Bytes} bytes, {Cut} outside the window. {Reason}")]
    private static partial void LogEnded(ILogger logger, long job, string region, FetchState state, Verdict? verdict, long packets, long bytes, long cut, string? reason);

    [LoggerMessage(1402, LogLevel.Warning, "Job {Job}: the slot of {Region} could not be asked for, renewed or given back; trying again")]
    private static partial void LogAdmissionFailed(ILogger logger, Exception exception, long job, string region);

    [LoggerMessage(1403, LogLevel.Debug, "Job {Job}: a report of {Region} did not arrive; the next ping brings it")]
    private static partial void LogReportFailed(ILogger logger, Exception exception, long job, string region);

    [LoggerMessage(1404, LogLevel.Warning, "Job {Job}: the state of {Region} could not be stored, attempt {Attempt}; trying again")]
    private static partial void LogSaveFailed(ILogger logger, Exception exception, long job, string region, int attempt);

    [LoggerMessage(1405, LogLevel.Information, "Job {Job}: another run of {Region} has taken over; it goes on from what is committed")]
    private static partial void LogLeft(ILogger logger, long job, string region);

    [LoggerMessage(EventId = 1410, Message = "Job {Job}: {What}")]
    private static partial void LogHappened(ILogger logger, LogLevel level, long job, string what);

    [LoggerMessage(1408, LogLevel.Warning, "Job {Job}: {Region} was let go after {Packets} packets, since {Why}; the rest is asked for once there is room")]
    private static partial void LogLetGo(ILogger logger, long job, string region, long packets, string why);

    [LoggerMessage(1411, LogLevel.Warning, "Job {Job}: the slot of {Region} was lost; the region was let go after {Packets} packets, and is asked for the rest once there is a slot again")]
    private static partial void LogSlotLost(ILogger logger, long job, string region, long packets);

    [LoggerMessage(1409, LogLevel.Warning, "Job {Job}: what Gravwell has of {Region} could not be stored; trying again")]
    private static partial void LogSettleFailed(ILogger logger, Exception exception, long job, string region);

    [LoggerMessage(1412, LogLevel.Warning, "Job {Job}: the state of {Region} could not be stored; it runs again from what is kept")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, long job, string region);

    [LoggerMessage(1406, LogLevel.Error, "Job {Job}: the fetch of {Region} broke")]
    private static partial void LogBroke(ILogger logger, Exception exception, long job, string region);
}
