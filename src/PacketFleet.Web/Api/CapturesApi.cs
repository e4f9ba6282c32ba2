using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Api.Documents;
using PacketFleet.Web.Api.Problems;

namespace PacketFleet.Web.Api;

/// <summary>Downloads of a job's packets.</summary>
internal static class CapturesApi
{
    private static readonly string[] Formats = ["pcapng", "pcap"];

    /// <summary>Maps the calls.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/{id:long}/pcap", DownloadAsync)
            .WithName("DownloadJob")
            .WithTags("Jobs")
            .WithSummary("Download a job's packets")
            .WithDescription("The packets delivered to the archive, all regions merged by time unless one is named. Without packets it is a valid empty capture.")
            .WithParameter("format", Formats, Formats[0])
            .Produces(StatusCodes.Status200OK, contentType: CaptureResult.PcapngType, additionalContentTypes: CaptureResult.PcapType)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone);
        api.MapMethods("/jobs/{id:long}/pcap", [HttpMethods.Head], DownloadAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> DownloadAsync(
        [Description("The job's number.")] long id,
        [Description("Only the packets of this region.")] string? region,
        [Description("The capture's format; classic pcap holds one link type only.")] string? format,
        [FromServices] IJobs jobs,
        [FromServices] IJobStore store,
        [FromServices] ICaptureDownload download,
        CancellationToken cancellation)
    {
        if (!TryReadFormat(format, out var kind))
            return Problem.Invalid("format", $"`format` is `{format}`: use `pcapng` or `pcap`.");
        if (await jobs.GetAsync(id, cancellation) is not { } job)
            return Problem.NoJob(id);

        var order = job.Regions.Select(r => r.Name).ToList();
        if (region is not null && !order.Contains(region, StringComparer.Ordinal))
            return Problem.NotFound("region", $"Job {id} did not ask a region `{region}`: it asked {string.Join(", ", order.Select(n => $"`{n}`"))}.");

        // Regions in the order they were chosen decide between packets of equal time.
        var segments = (await store.SegmentsAsync(id, region, cancellation)).Where(s => !s.Spooled).OrderBy(s => order.IndexOf(s.Region)).ToArray();
        if (Removed(job, region, segments) is { Length: > 0 } removed)
        {
            return Problem.Plain(
                StatusCodes.Status410Gone,
                "The packets are gone.",
                removed.Length == job.Regions.Count || region is not null
                    ? $"The packets of job {id} were removed from the archive, as its events tell: submit it again to fetch them anew."
                    : $"The packets of {string.Join(", ", removed.Select(n => $"`{n}`"))} of job {id} were removed from the archive, as its events tell: submit it again, or name a `region` whose packets are still there.");
        }

        try
        {
            // Looks at every file, before anything is sent.
            if (await download.LinkTypesAsync(segments, cancellation) is { Count: > 1 } links && kind == CaptureFormat.Pcap)
            {
                return Problem.Conflict(
                    $"Job {id} holds packets of link types {string.Join(", ", links.Order())}, and a classic pcap file has only one: use `format=pcapng`, or name one `region`.");
            }
        }
        catch (IOException e)
        {
            return Problem.Plain(
                StatusCodes.Status500InternalServerError,
                "The packets cannot be read.",
                $"The archive's files of job {id} cannot be read ({e.Message.TrimEnd('.')}): look at its directory, or submit the job again to fetch them anew.");
        }

        return new CaptureResult(job, region, segments, kind, download);
    }

    /// <summary>Regions of which more was delivered than is there. A running fetch counts only what has its row already.</summary>
    private static string[] Removed(JobSnapshot job, string? region, IReadOnlyList<SegmentRecord> segments) =>
    [
        .. job.Regions
            .Where(r => region is null || string.Equals(r.Name, region, StringComparison.Ordinal))
            .Where(r => r.DeliveredPackets > segments.Where(s => string.Equals(s.Region, r.Name, StringComparison.Ordinal)).Sum(s => s.Packets))
            .Select(r => r.Name),
    ];

    private static bool TryReadFormat(string? word, out CaptureFormat format)
    {
        format = word == Formats[1] ? CaptureFormat.Pcap : CaptureFormat.Pcapng;
        return word is null || Formats.Contains(word, StringComparer.Ordinal);
    }
}
