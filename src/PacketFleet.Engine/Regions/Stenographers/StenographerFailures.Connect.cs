using System.Net.Sockets;
using PacketFleet.Engine.Sockets;

namespace PacketFleet.Engine.Regions.Stenographers;

internal sealed partial class StenographerFailures
{
    /// <summary>The address has no meaning.</summary>
    public static RegionOutcome BadAddress(string name, string? url) =>
        new(RegionEnd.Unusable, $"{name} has an address that is not `https://host:port` ({OneLine.Of(url ?? "")}): mend `Url`.", false);

    /// <summary>The name service does not know the host, or does not answer.</summary>
    public RegionOutcome NotFound(SocketError error) => error is SocketError.HostNotFound or SocketError.NoData
        ? Unreachable($"cannot be found, for no host is called {address.Host}: check `Url` or the name service")
        : Unreachable($"cannot be found, for the name service does not answer for {address.Host}: try again, or give `Url` an IP address");

    /// <summary>Connecting took too long.</summary>
    public RegionOutcome ConnectTimeout(TimeSpan after) =>
        Unreachable($"did not answer at {_at} within {Seconds(after)}: check that it is switched on and that no firewall lies between");

    /// <summary>No connection came about.</summary>
    public RegionOutcome NotConnected(SocketError error) => error switch
    {
        SocketError.ConnectionRefused =>
            Unreachable($"refused the connection at {_at}: check that Stenographer runs there and that `Url` is right"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            Unreachable($"cannot be reached at {_at} (no route): check the network and `Url`"),
        SocketError.TimedOut =>
            Unreachable($"did not answer at {_at}: check that it is switched on and that no firewall lies between"),
        _ => Unreachable($"cannot be reached at {_at} ({error}): check the network and `Url`"),
    };
}
