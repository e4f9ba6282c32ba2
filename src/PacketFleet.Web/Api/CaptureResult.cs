using Microsoft.Net.Http.Headers;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api;

/// <summary>Streams packets as a file to save. A fault on the way is an exception: the caller cuts the connection.</summary>
internal sealed class CaptureResult(JobSnapshot job, string? region, IReadOnlyList<SegmentRecord> segments, CaptureFormat format, ICaptureDownload download) : IResult
{
    /// <summary>Media type of pcapng.</summary>
    public const string PcapngType = "application/x-pcapng";

    /// <summary>Media type of classic pcap.</summary>
    public const string PcapType = "application/vnd.tcpdump.pcap";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(FileName());
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        response.ContentType = format == CaptureFormat.Pcap ? PcapType : PcapngType;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await download.WriteAsync(segments, format, Comment(), response.Body, httpContext.RequestAborted);
    }

    private string FileName()
    {
        var part = region is null ? "" : "-" + string.Concat(region.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return $"job-{job.Id}{part}.{(format == CaptureFormat.Pcap ? "pcap" : "pcapng")}";
    }

    private string Comment() => $"job {job.Id}, requested by {job.RequestedBy}: {job.Pinned}";
}
