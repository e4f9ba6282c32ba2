using System.Globalization;
using System.Net.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>Every way a Stenographer can fail us, as one sentence: the region first, the mend last.</summary>
internal sealed partial class StenographerFailures(string name, StenographerAddress address)
{
    private readonly string _at = address.Display;

    /// <summary>The settings do not do; the clause follows the region's name.</summary>
    public RegionOutcome Unusable(string clause) => new(RegionEnd.Unusable, $"{name} {clause}.", false);

    /// <summary>We asked it to stop.</summary>
    public RegionOutcome Cancelled() => new(RegionEnd.Cancelled, $"{name} was stopped as asked.", true);

    private RegionOutcome Unreachable(string clause) => new(RegionEnd.Unreachable, $"{name} {clause}.", true);

    private RegionOutcome Untrusted(string clause) => new(RegionEnd.Untrusted, $"{name} {clause}.", false);

    private RegionOutcome ServerError(string clause, bool mayRetry) => new(RegionEnd.ServerError, $"{name} {clause}.", mayRetry);

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    /// <summary>A moment to the minute, in UTC.</summary>
    internal static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found)
                return found;
        }

        return null;
    }

    private static string BrokeHow(Exception? error) => Find<SocketException>(error)?.SocketErrorCode switch
    {
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "connection reset",
        SocketError.HostUnreachable => "no route to the host any more",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network down",
        { } other => $"connection broken: {other}",
        null => "connection closed",
    };
}
