using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PacketFleet.Web.Api.Documents;
using PacketFleet.Web.Api.Problems;
using PacketFleet.Web.Receipts;

namespace PacketFleet.Web.Api;

/// <summary>Receipts of jobs.</summary>
internal static class ReceiptApi
{
    private static readonly string[] Switch = ["0", "1"];

    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/jobs/{id:long}/receipt", GetAsync)
        .WithName("GetJobReceipt")
        .WithTags("Jobs")
        .WithSummary("A job's receipt")
        .WithDescription(
            "Who asked what, what each region answered and what not, and the files of the archive with their SHA-256, computed now. "
            + "Many files take their time: `sha256=0` leaves the sums out.")
        .WithParameter("sha256", Switch, "1")
        .WithParameter("download", Switch, "0")
        .Produces<JobReceipt>()
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        [Description("The job's number.")] long id,
        [Description("Read each file and tell its SHA-256.")] string? sha256,
        [Description("Answer as a file to save.")] string? download,
        HttpContext context,
        [FromServices] ReceiptDesk desk,
        CancellationToken cancellation)
    {
        foreach (var (name, value) in new[] { ("sha256", sha256), ("download", download) })
        {
            if (value is not (null or "0" or "1"))
                return Problem.Invalid(name, $"`{name}` is `{value}`: use `0` or `1`.");
        }

        if (await desk.FindAsync(id, cancellation) is not { } receipt)
            return Problem.NoJob(id);
        if (sha256 != "0")
            receipt = await desk.WithSumsAsync(receipt, cancellation: cancellation);
        context.Response.Headers.CacheControl = "no-store";
        if (download == "1")
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"packetfleet-job-{id}-receipt.json\"";
        return Results.Ok(receipt);
    }
}
