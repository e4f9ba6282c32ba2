using System.Net;
using System.Net.Sockets;
using System.Text;
using PacketFleet.Engine.Sockets;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Regions.Stenographers;

internal sealed partial class StenographerConnection
{
    private const int LongestComplaint = 2048;

    /// <summary>The status of the answer to the last question; null before one came.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The region's clock at the answer, to the second; null where it did not tell.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>
    /// Sends the request and blocks until its answer begins. Null with the <paramref name="failure"/> unless the answer is a 200.
    /// A Stenographer sends its headers with the first packets: it may well be silent for long before.
    /// </summary>
    public HttpResponseMessage? Send(HttpRequestMessage request, out RegionOutcome? failure)
    {
        Status = null;
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.ConnectionClose = !_keep;
        if (_keep)
            _guard.SetDeadline(_times.Whole);
        try
        {
            var response = _http.Send(request, CancellationToken.None);
            Status = response.StatusCode;
            Date = response.Headers.Date;
            failure = response.StatusCode == HttpStatusCode.OK ? null : _failures.Status(response.StatusCode, Complaint(response));
            if (failure is null)
                return response;

            response.Dispose();
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException)
        {
            failure = Explain(e);
            return null;
        }
    }

    /// <summary>Sends the request and reads its whole answer; null with the <paramref name="failure"/> unless it is a 200 that came whole.</summary>
    public T? Read<T>(HttpRequestMessage request, Func<Stream, T> read, out RegionOutcome? failure)
        where T : class
    {
        failure = null;
        try
        {
            using var response = Send(request, out failure);
            if (response is null)
                return null;

            using var body = response.Content.ReadAsStream();
            return read(body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException)
        {
            failure = Explain(e);
            return null;
        }
        finally
        {
            // A connection that is kept may rest for as long as it likes.
            if (_keep)
                _guard.SetDeadline(TimeSpan.Zero);
        }
    }

    /// <summary>What the end of the packets means.</summary>
    /// <param name="end">How the reading ended.</param>
    /// <param name="wholePackets">Bytes of the answer up to the end of the last whole packet.</param>
    public RegionOutcome Explain(CaptureOutcome end, long wholePackets) => end.End switch
    {
        CaptureEnd.Complete => RegionOutcome.Complete,
        CaptureEnd.Damaged => _failures.Damaged(end),
        _ when _guard.Cancelled => _failures.Cancelled(),
        _ => _failures.Stopped(end, end.Offset == wholePackets, _times.Stall),
    };

    private RegionOutcome Explain(Exception error)
    {
        if (_guard.Cancelled)
            return _failures.Cancelled();

        if (_guard.TimedOut || SocketErrorIn(error) == SocketError.TimedOut)
            return _failures.SilentBeforeAnswer(_guard.TimedOut ? _times.Whole : _times.Stall);

        if (TlsAlert.Find(error) is { } alert)
            return _failures.OurCertificate(alert, _credentials.ClientFault(_now));

        return error is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
            || (_stream.Answered && SocketErrorIn(error) is null)
            ? _failures.NotHttp()
            : _failures.CutBeforeAnswer(error);
    }

    private static SocketError? SocketErrorIn(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException socket)
                return socket.SocketErrorCode;
        }

        return null;
    }

    private static string Complaint(HttpResponseMessage response)
    {
        try
        {
            var buffer = new byte[LongestComplaint];
            using var body = response.Content.ReadAsStream();
            return Encoding.UTF8.GetString(buffer, 0, body.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException)
        {
            return "";
        }
    }
}
