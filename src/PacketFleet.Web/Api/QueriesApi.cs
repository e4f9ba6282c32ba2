using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PacketFleet.Engine;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Api;

/// <summary>Reads queries without running them.</summary>
internal static class QueriesApi
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/queries/parse", Parse)
        .WithName("ParseQuery")
        .WithTags("Queries")
        .WithSummary("Read a query")
        .WithDescription("Tells how a query is read, or where its first fault is. The answer is 200 either way; only a request that is not understood is refused.")
        .Produces<QueryReading>()
        .ProducesValidationProblem()
        .AddOpenApiOperationTransformer(DescribeAnswersAsync);

    private static IResult Parse(Body<QueryText> body, [FromServices] QueryLimits limits, [FromKeyedServices(EngineClock.Key)] TimeProvider time)
    {
        if (!body.TryGetRequired(out var request, out var problem))
            return problem;
        if (request.Query is null)
            return Problem.Invalid("query", "`query` is missing: give the text to read.");
        if (!QueryParser.TryParse(request.Query, out var query, out var error, limits))
            return Results.Ok(new QueryFault(false, error));

        var now = PacketTime.From(time.GetUtcNow());
        var pinned = query.Pin(now);
        var window = pinned.Window;
        return Results.Ok(new QueryReading(true, query.Canonical, query.Reading, window == TimeWindow.Everything ? null : window, pinned.Text, query.Notes(now)));
    }

    private static async Task DescribeAnswersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var answer = operation.Responses?["200"].Content?["application/json"];
        if (answer is null)
            return;
        answer.Schema = new OpenApiSchema
        {
            OneOf =
            [
                await context.GetOrCreateSchemaAsync(typeof(QueryReading), null, cancellation),
                await context.GetOrCreateSchemaAsync(typeof(QueryFault), null, cancellation),
            ],
        };
    }
}

/// <summary>A query to read.</summary>
/// <param name="Query">Its text, in Stenographer's language.</param>
internal sealed record QueryText(string? Query);

/// <summary>How a query is read.</summary>
/// <param name="Valid">True.</param>
/// <param name="Canonical">Its canonical text: what a Stenographer is sent.</param>
/// <param name="Reading">How it is read, with every group in parentheses.</param>
/// <param name="Window">The span its top-level time terms give; null where it has none.</param>
/// <param name="Pinned">Its canonical text with absolute times, counted back from now.</param>
/// <param name="Notes">What may surprise about it, one sentence each; empty for most.</param>
internal sealed record QueryReading(bool Valid, string Canonical, string Reading, TimeWindow? Window, string Pinned, IReadOnlyList<string> Notes);

/// <summary>Why a text is no query.</summary>
/// <param name="Valid">False.</param>
/// <param name="Error">The first fault.</param>
internal sealed record QueryFault(bool Valid, QueryError Error);
