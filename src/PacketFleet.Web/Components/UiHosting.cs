using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Components;

/// <summary>The pages in the web host.</summary>
public static class UiHosting
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddPacketFleetUi(this IServiceCollection services) => services;

    /// <summary>Maps the pages and their assets.</summary>
    public static WebApplication MapPacketFleetUi(this WebApplication app, PacketFleetOptions options) => app;
}
