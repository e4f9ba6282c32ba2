using Microsoft.Extensions.DependencyInjection.Extensions;
using PacketFleet.Engine;
using PacketFleet.Web.Api.Documents;
using PacketFleet.Web.Api.Hubs;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;
using PacketFleet.Web.Receipts;

namespace PacketFleet.Web.Api;

/// <summary>The outside face of the program: REST, OpenAPI, the job hub, the Packet Fleet calls, health and metrics.</summary>
public static class ApiHosting
{
    /// <summary>
    /// Registers what the API needs beyond the engine's own services (<c>IJobs</c>, <c>IJobBoard</c>, <c>IJobStore</c>,
    /// <c>ICaptureDownload</c>, <c>RegionCatalog</c>, <c>QueryPreview</c>).
    /// </summary>
    public static IServiceCollection AddPacketFleetApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddApiDocument();
        services.TryAddKeyedSingleton(EngineClock.Key, TimeProvider.System);
        services.TryAddSingleton(s => s.GetRequiredService<EngineOptions>().QueryLimits);
        services.AddSingleton<FleetMetrics>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReceiptDesk>();
        services.AddSignalR()
            .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions))
            .AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackBridge.Options);
        return services;
    }

    /// <summary>Maps every call of the API, and answers its errors as problems. Call it once, before the pages are mapped or after.</summary>
    public static WebApplication MapPacketFleetApi(this WebApplication app)
    {
        app.UseMiddleware<ApiFaults>();

        var calls = app.MapGroup("").WithMetadata(ApiCall.Instance);
        var v1 = calls.MapGroup("/api/v1");
        RegionsApi.Map(v1);
        GravwellApi.Map(v1);
        QueriesApi.Map(v1);
        PreviewApi.Map(v1);
        JobsApi.Map(v1);
        JobCommandsApi.Map(v1);
        CapturesApi.Map(v1);
        ReceiptApi.Map(v1);
        PacketFleetCalls.Map(calls);
        HealthApi.Map(calls);
        MetricsApi.Map(calls);
        calls.MapOpenApi("/openapi/{documentName}.json");
        app.MapHub<JobHub>("/hubs/jobs");
        return app;
    }
}
