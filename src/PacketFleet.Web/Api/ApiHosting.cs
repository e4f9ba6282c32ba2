namespace PacketFleet.Web.Api;

/// <summary>REST, hub and Packet Fleet calls in the web host.</summary>
public static class ApiHosting
{
    /// <summary>Registers what the calls need.</summary>
    public static IServiceCollection AddPacketFleetApi(this IServiceCollection services) => services;

    /// <summary>Maps the calls.</summary>
    public static WebApplication MapPacketFleetApi(this WebApplication app) => app;
}
