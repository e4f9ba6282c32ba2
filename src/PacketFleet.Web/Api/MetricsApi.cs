using Microsoft.AspNetCore.Mvc;
namespace PacketFleet.Web.Api;

/// <summary>What monitoring reads.</summary>
internal static class MetricsApi
{
    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder root) => root.MapGet("/metrics", ([FromServices] FleetMetrics metrics) => Results.Text(metrics.Write(), PrometheusText.ContentType))
        .WithName("Metrics")
        .WithTags("Health")
        .WithSummary("Metrics")
        .WithDescription("Counters and gauges in Prometheus' text format.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");
}
