using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Json;
using PacketFleet.Web.Api.Problems;

namespace PacketFleet.Web.Api;

/// <summary>Commands on a job.</summary>
internal static class JobCommandsApi
{
    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var job = api.MapGroup("/jobs/{id:long}").WithTags("Jobs");
        job.MapPost("/cancel", CancelAsync)
            .WithName("CancelJob")
            .WithSummary("Stop a job")
            .WithDescription("Takes effect within a second. What was delivered stays; the job ends as `cancelled`.")
            .Produces<JobSnapshot>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        job.MapPost("/retry", RetryAsync)
            .WithName("RetryJob")
            .WithSummary("Run what is missing again")
            .WithDescription("Takes a finished job back to `queued`: same number, next attempt. Without `regions`, every region whose answer is not complete is asked again.")
            .Produces<JobSnapshot>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> CancelAsync([Description("The job's number.")] long id, HttpContext context, [FromServices] IJobs jobs, CancellationToken cancellation) =>
        Answer(id, await jobs.CancelAsync(id, Requester.Of(context), cancellation));

    private static async Task<IResult> RetryAsync(
        [Description("The job's number.")] long id,
        [OptionalBody] Body<RetryRequest> body,
        HttpContext context,
        [FromServices] IJobs jobs,
        CancellationToken cancellation)
    {
        if (!body.TryGet(out var request, out var problem))
            return problem;
        return request?.Regions?.Contains(null!) == true
            ? Problem.Invalid("regions", "`regions` holds a null: give names only.")
            : Answer(id, await jobs.RetryAsync(id, request?.Regions, Requester.Of(context), cancellation));
    }

    private static IResult Answer(long id, CommandResult result) => result.Outcome switch
    {
        CommandOutcome.Accepted => Results.Accepted(JobsApi.Address(id), result.Job),
        CommandOutcome.NotFound => Problem.NoJob(id),
        CommandOutcome.NotAllowed => Problem.Conflict(result.Reason ?? $"Job {id} is in a state that does not allow it."),
        _ => Problem.Invalid("regions", result.Reason ?? "These regions cannot be asked again: choose regions of the job."),
    };
}

/// <summary>What to run again.</summary>
/// <param name="Regions">Only these regions of the job; none = every region whose answer is not complete.</param>
internal sealed record RetryRequest(IReadOnlyList<string>? Regions);
