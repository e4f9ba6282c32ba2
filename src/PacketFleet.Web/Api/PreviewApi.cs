using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Preview;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;
using PacketFleet.Wire;

namespace PacketFleet.Web.Api;

/// <summary>What a query would find, without fetching it.</summary>
internal static class PreviewApi
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var queries = api.MapGroup("/queries").WithTags("Queries");
        queries.MapPost("/preview", PreviewAsync)
            .WithName("PreviewQuery")
            .WithSummary("What the regions hold")
            .WithDescription("Tells for each region chosen which parts of the query's window it holds. No packet is read. A region that does not tell has one stretch of kind `unknown`, and a `reason`.")
            .Produces<PreviewAnswer>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        queries.MapPost("/count", CountAsync)
            .WithName("CountQuery")
            .WithSummary("Count without fetching")
            .WithDescription(
                "Counts in each region chosen the packets that match, from a Stenographer's index or by reading a directory's captures. Takes up to about a minute; closing the request stops it. "
                + "At most the newest 1,440 files of a region are counted, and an index is asked for at most 16 terms, none of them a time under an `or`.")
            .Produces<CountAnswer>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> PreviewAsync(Body<PreviewRequest> body, [FromServices] QueryPreview preview, CancellationToken cancellation)
    {
        if (!TryPlan(body, preview, out var plan, out var problem))
            return problem!;
        var regions = await QueryPreview.ShowAsync(plan!, cancellation);
        return Results.Ok(new PreviewAnswer(plan!.Query.Text, plan.Window, [.. regions.Select(RegionPreviewView.Of)]));
    }

    private static async Task<IResult> CountAsync(Body<PreviewRequest> body, [FromServices] QueryPreview preview, CancellationToken cancellation)
    {
        if (!TryPlan(body, preview, out var plan, out var problem))
            return problem!;
        var regions = await QueryPreview.CountToEndAsync(plan!, cancellation);
        return Results.Ok(new CountAnswer(plan!.Query.Text, plan.Window, [.. regions.Select(RegionCountView.Of)]));
    }

    private static bool TryPlan(Body<PreviewRequest> body, QueryPreview preview, out PreviewPlan? plan, out IResult? problem)
    {
        plan = null;
        if (!body.TryGetRequired(out var request, out problem))
            return false;
        if (request.Regions?.Contains(null!) == true)
        {
            problem = Problem.Invalid("regions", "`regions` holds a null: give names only.");
            return false;
        }

        plan = preview.Plan(request, out var errors);
        problem = plan is null ? Problem.Invalid([.. errors]) : null;
        return plan is not null;
    }
}

/// <summary>What the regions hold of a window.</summary>
/// <param name="Pinned">The query's canonical text with absolute times.</param>
/// <param name="Window">The window that its times give.</param>
/// <param name="Regions">The regions, in the order asked.</param>
internal sealed record PreviewAnswer(string Pinned, TimeWindow Window, IReadOnlyList<RegionPreviewView> Regions);

/// <summary>What the regions would find.</summary>
/// <param name="Pinned">The query's canonical text with absolute times.</param>
/// <param name="Window">The window that its times give.</param>
/// <param name="Regions">The regions, in the order asked.</param>
internal sealed record CountAnswer(string Pinned, TimeWindow Window, IReadOnlyList<RegionCountView> Regions);
