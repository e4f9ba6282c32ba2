using System.Net;
using System.Net.Sockets;

namespace PacketFleet.Engine.Sockets;

/// <summary>Finds the addresses of a host.</summary>
internal static class HostLookup
{
    /// <summary>Blocks until they are known, the guard's deadline passes or its owner cancels; empty with the <paramref name="error"/> when there are none.</summary>
    public static IPAddress[] Find(string host, ConnectionGuard guard, out SocketError error)
    {
        error = SocketError.HostNotFound;
        if (IPAddress.TryParse(host, out var literal))
            return [literal];

        try
        {
            return Dns.GetHostAddressesAsync(host, guard.Broken).GetAwaiter().GetResult();
        }
        catch (SocketException e)
        {
            error = e.SocketErrorCode;
        }
        catch (ArgumentException)
        {
            error = SocketError.HostNotFound;
        }
        catch (OperationCanceledException)
        {
            error = SocketError.TryAgain;
        }

        return [];
    }
}
