using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Web.Api.Documents;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;
using PacketFleet.Web.Recall;

namespace PacketFleet.Web.Api;

/// <summary>Jobs: submitting and reading them.</summary>
internal static class JobsApi
{
    private const int DefaultLimit = 100;

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapPost("", SubmitAsync)
            .WithName("SubmitJob")
            .WithSummary("Submit a job")
            .WithDescription("Asks the regions chosen for the packets of a query. The answer comes at once; the job then runs by itself. Where a job in flight asks the same already, the header `Link` names it with `rel=\"related\"`.")
            .Produces<JobSnapshot>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        jobs.MapGet("", ListAsync)
            .WithName("ListJobs")
            .WithSummary("List jobs")
            .WithDescription("Jobs, newest first. The next page is the one `before` the lowest number of this one.")
            .WithParameter("state", JobPhases.Names, JobPhases.All)
            .WithParameter("limit", 1, JobQuery.MaxLimit, DefaultLimit)
            .WithParameter("before", 1)
            .Produces<IReadOnlyList<JobSnapshot>>()
            .ProducesValidationProblem();
        jobs.MapGet("/{id:long}", GetAsync)
            .WithName("GetJob")
            .WithSummary("One job")
            .WithDescription("The job as it stands now.")
            .Produces<JobSnapshot>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id:long}/events", EventsAsync)
            .WithName("ListJobEvents")
            .WithSummary("What happened to a job")
            .WithDescription("Its events, in order.")
            .Produces<IReadOnlyList<JobEvent>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("/{id:long}/slices", SlicesAsync)
            .WithName("ListJobSlices")
            .WithSummary("The slices of a job")
            .WithDescription("Region by region, the parts of the window that are asked for by themselves, in time order: where each is, and why something of it is missing. While a job runs, as of its last commit.")
            .Produces<IReadOnlyList<RegionSlices>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SubmitAsync(Body<JobRequest> body, HttpContext context, [FromServices] IJobs jobs, [FromServices] IJobBoard board, [FromKeyedServices(EngineClock.Key)] TimeProvider clock, CancellationToken cancellation)
    {
        if (!body.TryGetRequired(out var request, out var problem))
            return problem;
        if (request.Regions?.Contains(null!) == true)
            return Problem.Invalid("regions", "`regions` holds a null: give names only.");

        var same = SameJob.Find(board.Jobs, request, clock.GetUtcNow());
        var result = await jobs.SubmitAsync(request, Requester.Of(context), cancellation);
        if (result.Job is not null && same is not null)
            context.Response.Headers.Link = $"<{Address(same.Id)}>; rel=\"related\"";
        return result.Job is { } job ? Results.Created(Address(job.Id), job) : Problem.Invalid([.. result.Errors]);
    }

    private static async Task<IResult> ListAsync(
        [Description("Which jobs.")] string? state,
        [Description("At most so many.")] string? limit,
        [Description("Only jobs with a lower number.")] string? before,
        [FromServices] IJobs jobs,
        CancellationToken cancellation) =>
        JobQuery.TryRead(state, limit, before, DefaultLimit, out var query, out var errors)
            ? Results.Ok(await jobs.ListAsync(query.Phase, query.Limit, query.Before, cancellation))
            : Problem.Invalid(errors);

    private static async Task<IResult> GetAsync([Description("The job's number.")] long id, [FromServices] IJobs jobs, CancellationToken cancellation) =>
        await jobs.GetAsync(id, cancellation) is { } job ? Results.Ok(job) : Problem.NoJob(id);

    private static async Task<IResult> EventsAsync([Description("The job's number.")] long id, [FromServices] IJobs jobs, CancellationToken cancellation) =>
        await jobs.EventsAsync(id, cancellation) is { } events ? Results.Ok(events) : Problem.NoJob(id);

    private static async Task<IResult> SlicesAsync([Description("The job's number.")] long id, [FromServices] IJobs jobs, CancellationToken cancellation) =>
        await jobs.SlicesAsync(id, cancellation) is { } slices ? Results.Ok(slices) : Problem.NoJob(id);

    /// <summary>Where a job is found.</summary>
    public static string Address(long id) => $"/api/v1/jobs/{id}";
}
