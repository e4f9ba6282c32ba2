using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Persistence;

/// <summary>The store in the web host.</summary>
internal static class StoreHosting
{
    /// <summary>Registers the store.</summary>
    public static void AddPacketFleetStore(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(new SqliteFile(options.ConnectionString));
        services.AddSingleton<JobStore>();
        services.AddSingleton<IJobStore>(provider => provider.GetRequiredService<JobStore>());
    }
}
