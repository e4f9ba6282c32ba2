using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Jobs.Planning;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds the engine to a host that has an Orleans silo, and registers elsewhere an <see cref="IJobStore"/> and the
    /// <see cref="RegionCatalog"/>. Call it after the silo, so that the silo is up before the engine's services start.
    /// </summary>
    public static IServiceCollection AddPacketFleetEngine(this IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(options.QueryLimits);
        services.TryAddKeyedSingleton(EngineClock.Key, TimeProvider.System);
        services.AddSingleton<JobPlanner>();
        services.AddSingleton<JobBudgets>();
        services.AddSingleton<ISegmentFactory>(p => new FileSegmentFactory(
            options, p.GetRequiredKeyedService<TimeProvider>(EngineClock.Key), p.GetRequiredService<ILogger<FileSegmentFactory>>()));
        services.AddSingleton<ICaptureDownload, CaptureDownload>();
        services.AddSingleton<SegmentSums>();
        services.AddSingleton(p => new FetchServices(
            p.GetRequiredService<RegionCatalog>(),
            p.GetRequiredService<ISegmentFactory>(),
            p.GetRequiredService<IJobStore>(),
            options,
            p.GetRequiredService<JobBudgets>(),
            p.GetRequiredKeyedService<TimeProvider>(EngineClock.Key),
            p.GetRequiredService<ILogger<FetchRunner>>())
        {
            Outlet = options.DeliversToGravwell ? p.GetRequiredService<GravwellOutlet>() : null,
            Spool = p.GetRequiredService<SpoolLevel>(),
            Ages = p.GetRequiredService<AgeWatch>(),
        });
        services.AddSingleton(p => new GravwellOutlet(options.Gravwell, p.GetRequiredKeyedService<TimeProvider>(EngineClock.Key)));
        services.AddSingleton(new SpoolLevel(options.Log == DeliveryLogKind.Spool ? options.Gravwell.SpoolMaxBytes : 0));
        services.AddSingleton(p => new GravwellSink(
            options, p.GetRequiredService<GravwellOutlet>(), p.GetRequiredService<SpoolLevel>(), p.GetRequiredService<ILogger<GravwellSink>>()));
        services.AddSingleton<IGravwell>(p => p.GetRequiredService<GravwellSink>());
        services.AddHostedService(p => p.GetRequiredService<GravwellSink>());
        services.AddSingleton<JobBoard>();
        services.AddSingleton<IJobBoard>(p => p.GetRequiredService<JobBoard>());
        services.AddSingleton<JobWatch>();
        services.AddSingleton<IJobs, JobDesk>();
        services.AddSingleton(p => new QueryPreview(
            p.GetRequiredService<RegionCatalog>(), options, p.GetRequiredKeyedService<TimeProvider>(EngineClock.Key)));
        services.AddHostedService(p => p.GetRequiredService<JobWatch>());
        services.AddHostedService<ArchiveRetention>();
        services.AddSingleton<AgeWatch>();
        services.AddHostedService(p => p.GetRequiredService<AgeWatch>());
        return services;
    }
}
