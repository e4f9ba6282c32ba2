using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api;

/// <summary>The configured regions.</summary>
internal static class RegionsApi
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/regions", ([FromServices] RegionCatalog regions) => regions.All.Select(RegionView.Of).ToArray())
        .WithName("ListRegions")
        .WithTags("Regions")
        .WithSummary("The regions")
        .WithDescription("Every configured region in configured order, with what its last health check found.");
}

/// <summary>A region as the API shows it.</summary>
/// <param name="Name">Its name, as jobs choose it.</param>
/// <param name="Kind">Which kind of store it is.</param>
/// <param name="Tag">The Gravwell tag of its packets.</param>
/// <param name="Health">Whether it answers.</param>
/// <param name="Reason">One sentence when it is down, else null.</param>
/// <param name="OldestPacket">From here on it holds everything it captured; null = unknown.</param>
/// <param name="CheckedAt">When it was last checked; null before the first check.</param>
internal sealed record RegionView(string Name, RegionKind Kind, string Tag, HealthState Health, string? Reason, PacketTime? OldestPacket, DateTimeOffset? CheckedAt)
{
    /// <summary>Takes the view.</summary>
    public static RegionView Of(IRegion region)
    {
        var health = region.Health;
        return new(region.Name, region.Kind, region.Tag, health.State, health.Reason, health.OldestPacket, health.CheckedAt);
    }
}
