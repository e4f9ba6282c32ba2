using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Problems;

namespace PacketFleet.Web.Api;

/// <summary>Whether the program lives, and whether it can work.</summary>
internal static partial class HealthApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder root)
    {
        var calls = root.MapGroup("").WithTags("Health");
        calls.MapGet("/healthz", () => new HealthView("healthy"))
            .WithName("Health")
            .WithSummary("Whether the program lives")
            .WithDescription("200 as long as it answers at all: restart it where it does not.");
        calls.MapGet("/readyz", ReadyAsync)
            .WithName("Ready")
            .WithSummary("Whether the program can work")
            .WithDescription("200 once its job store answers. Regions that are down do not count: their state is in `/api/v1/regions`.")
            .Produces<HealthView>()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync([FromServices] IJobStore store, [FromKeyedServices(EngineClock.Key)] TimeProvider time, [FromServices] ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await store.ListJobsAsync(JobPhase.InFlight, 1, null, either.Token).WaitAsync(either.Token);
            return Results.Ok(new HealthView("ready"));
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotReady(loggers.CreateLogger(typeof(HealthApi)), fault);
            var how = fault is OperationCanceledException ? $"does not answer within {Patience.TotalSeconds:0} seconds" : "fails";
            return Problem.Plain(StatusCodes.Status503ServiceUnavailable, "Not ready.", $"The job store {how}: the log tells why.");
        }
    }
}

/// <summary>How the program is.</summary>
/// <param name="Status"><c>healthy</c> or <c>ready</c>.</param>
internal sealed record HealthView(string Status);
