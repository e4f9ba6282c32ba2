namespace PacketFleet.Web.Hosting;

/// <summary>The Orleans silo in the web host.</summary>
public static class OrleansHosting
{
    /// <summary>Adds the silo.</summary>
    public static WebApplicationBuilder UsePacketFleetOrleans(this WebApplicationBuilder builder) => builder;
}
