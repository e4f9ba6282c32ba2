using PacketFleet.Engine;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Configuration;
using PacketFleet.Wire;

namespace PacketFleet.Web.Hosting;

/// <summary>The engine in the web host.</summary>
internal static class EngineHosting
{
    /// <summary>Adds silo, regions, their health, and the engine.</summary>
    public static void AddPacketFleetEngine(this WebApplicationBuilder builder, PacketFleetOptions options)
    {
        var engine = options.ToEngine();
        builder.UsePacketFleetOrleans();
        builder.Services.AddSingleton(services =>
        {
            var startedAt = PacketTime.From(Clock(services).GetUtcNow());
            return new RegionCatalog(RegionFactory.Create(options.Regions, engine, startedAt, Clock(services), services.GetRequiredService<ILoggerFactory>()));
        });
        builder.Services.AddSingleton(services => new RegionHealthMonitor(
            services.GetRequiredService<RegionCatalog>(), Clock(services), services.GetRequiredService<ILogger<RegionHealthMonitor>>()));
        builder.Services.AddHostedService<RegionHealthService>();
        builder.Services.AddPacketFleetEngine(engine);
    }

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredKeyedService<TimeProvider>(EngineClock.Key);

    private sealed class RegionHealthService(RegionHealthMonitor monitor) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            monitor.Start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => monitor.StopAsync();
    }
}
