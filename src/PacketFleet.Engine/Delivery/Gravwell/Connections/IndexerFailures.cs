using System.Globalization;
using System.Net.Sockets;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>Every way an indexer can fail us, as a clause that follows its address, the mend last.</summary>
internal static class IndexerFailures
{
    /// <summary>The name service does not know the host, or does not answer.</summary>
    public static ConnectionEnd NotFound(string host, SocketError error) => ConnectionEnd.Lost(error is SocketError.HostNotFound or SocketError.NoData
        ? $"cannot be found, for no host is called {host}: check Targets or the name service"
        : $"cannot be found, for the name service does not answer for {host}: give Targets an IP address if that lasts");

    /// <summary>There is no such socket file; null where there is one.</summary>
    public static ConnectionEnd? PipeFault(string path) => File.Exists(path) ? null
        : ConnectionEnd.Lost("cannot be reached, for there is no such file: check that the indexer runs on this machine");

    /// <summary>No connection came about.</summary>
    public static ConnectionEnd NotConnected(SocketError error) => ConnectionEnd.Lost(error switch
    {
        SocketError.ConnectionRefused => "refused the connection: check that the indexer runs and listens there",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            "cannot be reached (no route): check the network",
        SocketError.TimedOut or SocketError.WouldBlock => "did not answer: check that it is switched on and that no firewall lies between",
        SocketError.AccessDenied => "may not be opened by us: check the owner and rights of the socket",
        _ => $"cannot be reached ({error}): check the network",
    });

    /// <summary>TLS took too long.</summary>
    public static ConnectionEnd HandshakeTimeout(TimeSpan after) =>
        ConnectionEnd.Lost($"took the connection but did not begin TLS within {Span(after)}: check that the port is the one for TLS");

    /// <summary>What listens there does not speak TLS.</summary>
    public static ConnectionEnd NotTls() => ConnectionEnd.Lost("does not speak TLS: check the port, or write tcp:// for the clear one");

    /// <summary>TLS did not come about.</summary>
    public static ConnectionEnd HandshakeFailed(Exception error) => ConnectionEnd.Lost(TlsAlert.Find(error) is { } alert
        ? $"could not agree with us on TLS ({alert.Meaning}): check its TLS settings"
        : $"broke off the TLS handshake ({Broke(error)}): check that the port is the one for TLS");

    /// <summary>The far side said nothing for too long during the greeting.</summary>
    public static ConnectionEnd NoAnswer(string? toWhat, TimeSpan after) => ConnectionEnd.Lost(toWhat is null
        ? $"took the connection but said nothing within {Span(after)}: check that this is one of its ingest ports"
        : $"did not answer {toWhat} within {Span(after)}: look into its log");

    /// <summary>The far side hung up during the greeting.</summary>
    public static ConnectionEnd HungUp(string? onWhat, Exception? error) => ConnectionEnd.Lost(onWhat is null
        ? $"hung up before it said a word ({Broke(error)}): check that this is one of its ingest ports"
        : $"hung up on {onWhat} ({Broke(error)}): look into its log");

    /// <summary>The far side ended a connection that was open.</summary>
    public static ConnectionEnd Closed(Exception? error) => ConnectionEnd.Lost($"ended the connection ({Broke(error)}): look into its log if that lasts");

    /// <summary>It does not take our secret.</summary>
    public static ConnectionEnd BadSecret() => ConnectionEnd.Refused("does not accept our ingest secret: check IngestSecret");

    /// <summary>It lets us in on no terms it names.</summary>
    public static ConnectionEnd NotAdmitted(string info) =>
        ConnectionEnd.Lost(info.Length > 0 ? $"does not let us in ({OneLine.Of(info)}): look into its log" : "does not let us in and gives no reason: look into its log");

    /// <summary>It refuses all our tags at once.</summary>
    public static ConnectionEnd TagsRefused(IReadOnlyList<string> tags) =>
        ConnectionEnd.Refused($"refuses our tags ({OneLine.Of(string.Join(", ", tags))}): allow them there, or change Tag of the regions");

    /// <summary>It refuses one tag.</summary>
    public static ConnectionEnd TagRefused(string tag) =>
        ConnectionEnd.Refused($"refuses the tag {OneLine.Of(tag)}: allow it there, or change Tag of the region");

    /// <summary>What it sent cannot be.</summary>
    public static ConnectionEnd Unreadable(string fault)
    {
        // The decoder's sentences begin with "The indexer" and end with a full stop.
        const string subject = "The indexer ";
        var clause = fault.StartsWith(subject, StringComparison.Ordinal) ? fault[subject.Length..] : fault;
        return ConnectionEnd.Lost(clause.TrimEnd('.'));
    }

    /// <summary>No byte came.</summary>
    public static ConnectionEnd Silent(TimeSpan after) =>
        ConnectionEnd.Lost($"has given no sign of life for {Span(after)}: check the network and whether it is well");

    /// <summary>It lives but confirms nothing.</summary>
    public static ConnectionEnd Withholds(int entries, TimeSpan after) => ConnectionEnd.Lost(
        string.Create(CultureInfo.InvariantCulture, $"has {entries:N0} packets from us and has confirmed none of them for {Span(after)}: check its disk and its log"));

    /// <summary>A fault of this program.</summary>
    public static ConnectionEnd OwnFault() => ConnectionEnd.Lost("was left for a fault of this program: look into its log");

    /// <summary>A span for people.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        >= 120 when span.Seconds == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
    };

    /// <summary>The socket's error in an exception or what caused it; null when there is none.</summary>
    public static SocketError? Error(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException found)
                return found.SocketErrorCode;
        }

        return null;
    }

    private static string Broke(Exception? error) => Error(error) switch
    {
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "connection reset",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown => "no route any more",
        SocketError.TimedOut => "connection timed out",
        { } other => $"connection broken: {other}",
        null => "connection closed",
    };
}
