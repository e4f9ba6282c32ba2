using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PacketFleet.Engine.Sockets;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Regions.Stenographers;

internal sealed partial class StenographerFailures
{
    /// <summary>It went silent before its answer began.</summary>
    public RegionOutcome SilentBeforeAnswer(TimeSpan after) => new(
        RegionEnd.Stalled, $"{name} took the query but sent nothing for {Seconds(after)}: try again, or ask for less at once.", true);

    /// <summary>It closed the connection before its answer began.</summary>
    public RegionOutcome CutBeforeAnswer(Exception error) => new(
        RegionEnd.CutByNetwork,
        $"{name} took the query but answered nothing ({BrokeHow(error)}): try again, and look whether its log says that it refuses our client certificate.",
        true);

    /// <summary>What it says is not HTTP.</summary>
    public RegionOutcome NotHttp() => ServerError($"answered at {_at} with something that is not HTTP: check the port in `Url`", false);

    /// <summary>Any status but 200.</summary>
    public RegionOutcome Status(HttpStatusCode status, string body)
    {
        var said = OneLine.Of(body);
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (status == HttpStatusCode.BadRequest)
            return new(RegionEnd.QueryRefused, $"{name} did not accept the query ({(said.Length > 0 ? said : "HTTP 400")}): mend the query.", false);

        var with = said.Length > 0 ? $"HTTP {code}, {said}" : $"HTTP {code}";
        return (int)status >= 500
            ? ServerError($"failed to answer ({with}): try again, or look into its log", true)
            : ServerError($"answered as no Stenographer does ({with}): check that `Url` leads to one", false);
    }

    /// <summary>The packets stopped before their end.</summary>
    /// <param name="outcome">Where.</param>
    /// <param name="between">It is not a packet's middle but the edge between two.</param>
    /// <param name="stall">The stall time.</param>
    public RegionOutcome Stopped(CaptureOutcome outcome, bool between, TimeSpan stall)
    {
        var error = outcome.Error;
        var packet = outcome.Packet.ToString("N0", CultureInfo.InvariantCulture);
        if (Find<SocketException>(error)?.SocketErrorCode == SocketError.TimedOut)
        {
            return new(
                RegionEnd.Stalled,
                $"{name} sent nothing for {Seconds(stall)} {(between ? "before" : "in")} packet {packet}; everything before it is kept; Retry fetches the rest.",
                true);
        }

        var how = error switch
        {
            null => "its answer ended there",
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => "its HTTP went wrong",
            _ => BrokeHow(error),
        };
        return new(
            RegionEnd.CutByNetwork,
            outcome.Packet <= 1
                ? $"{name} stopped before its first packet was whole ({how}); Retry asks again."
                : $"{name} stopped {(between ? "before" : "in the middle of")} packet {packet} ({how}); everything before it is kept; Retry fetches the rest.",
            true);
    }

    /// <summary>What came cannot be a capture.</summary>
    public RegionOutcome Damaged(CaptureOutcome outcome) => outcome.Packet <= 1
        ? new(RegionEnd.Damaged, $"{name} sent something that is no capture ({outcome.Reason}): check that `Url` leads to a Stenographer.", false)
        : new(
            RegionEnd.Damaged,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} sent a damaged packet {outcome.Packet:N0} ({outcome.Reason}); everything before it is kept; look at the capture files on the sensor."),
            true);
}
