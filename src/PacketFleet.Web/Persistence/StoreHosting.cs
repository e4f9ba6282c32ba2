using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Recall;

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
        services.AddSingleton<IQueryShelf>(provider => provider.GetRequiredService<JobStore>());
    }
}
