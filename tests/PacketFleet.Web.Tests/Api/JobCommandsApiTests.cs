using System.Net;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Api;

public sealed class JobCommandsApiTests
{
    [Fact]
    public async Task Cancel_RunningJob_IsAccepted()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3));

        var (response, job) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs/3/cancel");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        job.GetProperty("state").GetString().ShouldBe("stopping");
    }

    [Fact]
    public async Task Cancel_FinishedJob_IsAConflict()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3, JobState.Completed));

        var (response, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs/3/cancel");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        json.GetProperty("detail").GetString().ShouldBe("Job 3 has ended: there is nothing to cancel.");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("""{"regions":null}""", null)]
    [InlineData("""{"regions":["Region 2"]}""", "Region 2")]
    public async Task Retry_FinishedJob_IsAccepted(string? body, string? region)
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3, JobState.Partial));

        var (response, job) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs/3/retry", body);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        job.GetProperty("state").GetString().ShouldBe("queued");
        var (id, regions) = host.Jobs.Retried.Single();
        id.ShouldBe(3);
        (regions ?? []).ShouldBe(region is null ? [] : [region]);
    }

    [Theory]
    [InlineData("""{"regions":["Nowhere"]}""", "regions", "choose another")]
    [InlineData("""{"regions":"Region 1"}""", "regions", "a list in brackets")]
    [InlineData("""{"regions":[null]}""", "regions", "null")]
    [InlineData("""{"region":"Region 1"}""", "region", "is not a field")]
    [InlineData("{", "body", "no JSON")]
    public async Task Retry_BadRequest_IsAProblem(string body, string field, string part)
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3, JobState.Partial));

        var (response, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs/3/retry", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, field, part);
    }

    [Fact]
    public async Task Retry_RunningJob_IsAConflict()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(3));

        var (response, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs/3/retry", "{}");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        json.GetProperty("detail").GetString()!.ShouldContain("still running");
    }
}
