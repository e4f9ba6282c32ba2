using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;

namespace PacketFleet.Web.Api;

/// <summary>The HTTP API of Gravwell's Packet Fleet ingester, for the programs and links that use it.</summary>
internal static class PacketFleetCalls
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder root)
    {
        var calls = root.MapGroup("").WithTags("Packet Fleet");
        calls.MapGet("/conns", Conns)
            .WithName("PacketFleetConns")
            .WithSummary("Names of the regions")
            .WithDescription("As the Packet Fleet ingester tells them.");
        calls.MapGet("/status", StatusAsync)
            .WithName("PacketFleetStatus")
            .WithSummary("Jobs in flight")
            .WithDescription("As the Packet Fleet ingester tells them, oldest first.");
        // Watchers ask so whether it is up.
        calls.MapMethods("/conns", [HttpMethods.Head], Conns).ExcludeFromDescription();
        calls.MapMethods("/status", [HttpMethods.Head], StatusAsync).ExcludeFromDescription();
        // Before the page, which answers every method at this address.
        calls.MapPost("/", SubmitAsync)
            .WithOrder(-1)
            .WithName("PacketFleetSubmit")
            .WithSummary("Submit a job")
            .WithDescription("Takes `{\"Q\": query, \"S\": source override, \"C\": [region, …]}` under any content type and answers with the job's number as text.")
            .WithMetadata(new JsonBody(typeof(FleetRequest), Optional: false))
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .ProducesValidationProblem();
    }

    private static string[] Conns([FromServices] RegionCatalog regions) => [.. regions.All.Select(r => r.Name)];

    private static async Task<FleetStatus[]> StatusAsync([FromServices] IJobs jobs, CancellationToken cancellation)
    {
        // Its clients know no pages: they are told everything.
        var inFlight = new List<JobSnapshot>();
        IReadOnlyList<JobSnapshot> page;
        do
        {
            page = await jobs.ListAsync(JobPhase.InFlight, JobQuery.MaxLimit, inFlight.Count == 0 ? null : inFlight[^1].Id, cancellation);
            inFlight.AddRange(page);
        }
        while (page.Count == JobQuery.MaxLimit);
        return [.. inFlight.OrderBy(j => j.Id).Select(j => new FleetStatus(j.Id, j.Bytes, j.Query, j.Source ?? "", [.. j.Regions.Select(r => r.Name)]))];
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, [FromServices] IJobs jobs, CancellationToken cancellation)
    {
        var (text, tooLong) = await RequestReader.ReadAsync(context.Request.Body, cancellation);
        if (tooLong is not null)
            return Problem.Invalid([tooLong]);
        if (text.Length == 0)
            return Problem.Invalid(RequestReader.WholeBody, "The request has no body: send a JSON object with `Q`, `S` and `C`.");
        if (!RequestReader.TryParse<FleetRequest>(text, ApiJson.Lenient, out var request, out var error))
            return Problem.Invalid([error]);
        if (request.Regions?.Contains(null!) == true)
            return Problem.Invalid("C", "`C` holds a null: give names of regions only.");

        var result = await jobs.SubmitAsync(new JobRequest { Query = request.Query, Source = request.Source, Regions = request.Regions }, Requester.Of(context), cancellation);
        return result.Job is { } job
            ? Results.Text(job.Id.ToString(CultureInfo.InvariantCulture), "text/plain")
            : Problem.Invalid([.. result.Errors.Select(e => e with { Field = TheirName(e.Field) })]);
    }

    private static string TheirName(string field) => field switch
    {
        "query" => "Q",
        "source" => "S",
        "regions" => "C",
        _ => field,
    };
}

/// <summary>A job as Packet Fleet's clients submit it.</summary>
/// <param name="Query">The query.</param>
/// <param name="Source">The source override, as text or as a number; empty = none.</param>
/// <param name="Regions">Names of regions.</param>
internal sealed record FleetRequest(
    [property: JsonPropertyName("Q")] string? Query,
    [property: JsonPropertyName("S"), JsonConverter(typeof(TextOrNumberJsonConverter))] string? Source,
    [property: JsonPropertyName("C")] IReadOnlyList<string>? Regions);

/// <summary>A job in flight as Packet Fleet's clients read it.</summary>
/// <param name="Id">The job's number.</param>
/// <param name="Bytes">Captured bytes so far.</param>
/// <param name="Query">The query as typed.</param>
/// <param name="Source">The source override as typed; empty = none.</param>
/// <param name="Conns">Names of its regions.</param>
internal sealed record FleetStatus(
    [property: JsonPropertyName("ID")] long Id,
    [property: JsonPropertyName("Bytes")] long Bytes,
    [property: JsonPropertyName("Query")] string Query,
    [property: JsonPropertyName("Source")] string Source,
    [property: JsonPropertyName("Conns")] IReadOnlyList<string> Conns);
