using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace PacketFleet.Web.Hosting;

/// <summary>The Orleans silo in the web host.</summary>
public static class OrleansHosting
{
    // Below the range from which the system gives ports to outgoing connections, or one of those could take it meanwhile.
    private const int FirstPort = 20_000;
    private const int Ports = 12_000;

    /// <summary>
    /// Adds a silo that clusters with nobody: it listens on loopback alone, on a free port, and is a cluster of its own, so that
    /// several programs stand side by side and a restart waits for nothing.
    /// </summary>
    public static WebApplicationBuilder UsePacketFleetOrleans(this WebApplicationBuilder builder)
    {
        builder.Host.UseOrleans(silo =>
        {
            var port = FindFreePort();
            silo.UseLocalhostClustering(port, 0, serviceId: "packetfleet", clusterId: Guid.NewGuid().ToString("N"));
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.GatewayPort = 0;
                endpoint.GatewayListeningEndpoint = null;
                endpoint.AdvertisedIPAddress = IPAddress.Loopback;
                endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port);
            });
        });
        return builder;
    }

    private static int FindFreePort()
    {
        var start = Random.Shared.Next(Ports);
        for (var i = 0; i < Ports; i++)
        {
            var port = FirstPort + ((start + i) % Ports);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }

        throw new InvalidOperationException($"No port between {FirstPort} and {FirstPort + Ports - 1} is free on loopback for the engine: end another program that holds them.");
    }
}
