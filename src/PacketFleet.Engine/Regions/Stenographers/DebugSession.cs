using System.Net;
using System.Text;

namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>
/// Questions to the debug pages, one after the other over a connection that is kept: a handshake costs the sensor more than most of
/// the answers. Blocks on the calling thread.
/// </summary>
internal sealed class DebugSession(StenographerAddress address, DebugSession.Connector connect) : IDisposable
{
    private StenographerConnection? _connection;
    private bool _used;

    /// <summary>Makes a connection that is kept; null with the failure.</summary>
    public delegate StenographerConnection? Connector(out RegionOutcome? failure);

    /// <summary>The status of the last answer; null where none came.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>The region's clock at the last answer, to the second; null where it did not tell.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>It answered, but does not show this page.</summary>
    public bool IsClosed => Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError;

    /// <summary>Asks for a page and reads its answer; null with the <paramref name="failure"/> unless it is a 200 that came whole.</summary>
    /// <param name="page">Path and query of the page.</param>
    /// <param name="body">What is sent with it; null = nothing.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="failure">Why there is none.</param>
    public T? Ask<T>(string page, string? body, Func<Stream, T> read, out RegionOutcome? failure)
        where T : class
    {
        while (true)
        {
            Status = null;
            var mayBeStale = _used;
            if (_connection is null && (_connection = connect(out failure)) is null)
                return null;

            using var question = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address.Resource(page));
            if (body is not null)
                question.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            var answer = _connection.Read(question, read, out failure);
            Status = _connection.Status;
            Date = _connection.Date ?? Date;
            _used = true;
            if (answer is not null || (failure!.End != RegionEnd.Cancelled && Status is not null and not HttpStatusCode.OK))
                return answer;

            Close();

            // It may have closed the connection while it was idle: that says nothing about this question.
            if (!mayBeStale || failure!.End is RegionEnd.Cancelled or RegionEnd.Stalled || Status is not null)
                return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
        _used = false;
    }
}
