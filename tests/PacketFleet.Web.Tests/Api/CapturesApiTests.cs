using System.Net;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Api;

public sealed class CapturesApiTests
{
    [Theory]
    [InlineData("", "Pcapng:1a,1b,2a", "job-3.pcapng", "application/x-pcapng")]
    [InlineData("?format=pcapng", "Pcapng:1a,1b,2a", "job-3.pcapng", "application/x-pcapng")]
    [InlineData("?format=pcap", "Pcap:1a,1b,2a", "job-3.pcap", "application/vnd.tcpdump.pcap")]
    [InlineData("?region=Region%202", "Pcapng:2a", "job-3-Region-2.pcapng", "application/x-pcapng")]
    public async Task Download_Job_StreamsItsSegmentsByRegion(string query, string content, string file, string type)
    {
        await using var host = await HostWithJobAsync();

        var response = await host.Client.GetAsync("/api/v1/jobs/3/pcap" + query);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(content);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Content.Headers.ContentDisposition.FileName.ShouldBe(file);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        host.Download.Comment!.ShouldContain("host 8.8.8.8 and after 2026-11-24T12:30:00Z");
    }

    [Fact]
    public async Task Download_SlowEnd_SendsTheBeginningAtOnce()
    {
        await using var host = await HostWithJobAsync();
        var gate = new TaskCompletionSource();
        host.Download.Gate = gate.Task;

        using var response = await host.Client.GetAsync("/api/v1/jobs/3/pcap", HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(10));
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[7];
        await body.ReadExactlyAsync(first).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        first.ShouldBe("Pcapng:"u8.ToArray());
        gate.SetResult();
        using var rest = new StreamReader(body);
        (await rest.ReadToEndAsync()).ShouldBe("1a,1b,2a");
    }

    [Fact]
    public async Task Download_Head_SendsHeadersOnly()
    {
        await using var host = await HostWithJobAsync();
        host.Download.BreakBeforeFirstByte = true;

        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/jobs/3/pcap");
        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe("job-3.pcapng");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Download_OfARegionWhosePacketsWereRemoved_IsGoneAndTheOthersAreThere()
    {
        await using var host = await HostWithJobAsync();
        var job = Make.Job(3, JobState.Completed, version: 9);
        host.Jobs.Put(job with { Regions = [job.Regions[0] with { DeliveredPackets = 2 }, job.Regions[1] with { DeliveredPackets = 2 }] });

        var (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap");
        response.StatusCode.ShouldBe(HttpStatusCode.Gone);
        json.GetProperty("detail").GetString().ShouldBe(
            "The packets of `Region 2` of job 3 were removed from the archive, as its events tell: submit it again, or name a `region` whose packets are still there.");
        (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap?region=Region%202");
        response.StatusCode.ShouldBe(HttpStatusCode.Gone);
        json.GetProperty("detail").GetString().ShouldBe("The packets of job 3 were removed from the archive, as its events tell: submit it again to fetch them anew.");
        (await host.Client.GetAsync("/api/v1/jobs/3/pcap?region=Region%201")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Download_UnknownRegion_IsNotFound()
    {
        await using var host = await HostWithJobAsync();

        var (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap?region=Nowhere");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Problems.ShouldName(response, json, "region", "it asked `Region 1`, `Region 2`");
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("PCAP")]
    [InlineData("")]
    public async Task Download_UnknownFormat_IsAProblem(string format)
    {
        await using var host = await HostWithJobAsync();

        var (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap?format=" + format);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, "format", "`pcapng` or `pcap`");
    }

    [Fact]
    public async Task Download_ClassicPcapOfMixedLinkTypes_IsAConflict()
    {
        await using var host = await HostWithJobAsync();
        host.Download.Links = [113, 1];

        var (classic, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap?format=pcap");
        var (next, _) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/3/pcap");

        classic.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        json.GetProperty("detail").GetString()!.ShouldContain("link types 1, 113");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Download_BreaksInTheMiddle_CutsTheConnectionAndLogs()
    {
        await using var host = await HostWithJobAsync();
        host.Download.BreakInTheMiddle = true;

        // The connection may be cut before the headers are read, or in the body: never does it look whole.
        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var response = await host.Client.GetAsync("/api/v1/jobs/3/pcap", HttpCompletionOption.ResponseHeadersRead);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            await response.Content.ReadAsByteArrayAsync();
        });
        host.Log.Lines.ShouldContain(l => l.Id == 2201 && l.Level == LogLevel.Error && l.Text.Contains("the disk is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_BreaksBeforeTheFirstByte_IsAProblemAndNoFile()
    {
        await using var host = await HostWithJobAsync();
        host.Download.BreakBeforeFirstByte = true;

        var response = await host.Client.GetAsync("/api/v1/jobs/3/pcap");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret-path");
    }

    private static async Task<ApiHost> HostWithJobAsync()
    {
        var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3, JobState.Completed));
        // As they were committed: not by region.
        host.Store.Segments.AddRange(
            [Make.Segment(3, "Region 2", "2a"), Make.Segment(3, "Region 1", "1a"), Make.Segment(4, "Region 1", "other"), Make.Segment(3, "Region 1", "1b")]);
        return host;
    }
}
