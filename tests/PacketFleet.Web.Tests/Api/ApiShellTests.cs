using System.Net;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Api;

/// <summary>Regions, health, metrics and what no endpoint answers.</summary>
public sealed class ApiShellTests
{
    [Fact]
    public async Task Regions_AreInConfiguredOrderWithTheirHealth()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync("/api/v1/regions")).ShouldBe(
            """[{"name":"Region 1","kind":"directory","tag":"steno","health":"up","reason":null,"oldestPacket":"2026-11-24T15:30:00.123456789Z","checkedAt":"2026-11-24T15:30:00.25Z"},"""
            + """{"name":"Region 2","kind":"directory","tag":"steno","health":"down","reason":"Region 2 refused the connection: start it.","oldestPacket":null,"checkedAt":"2026-11-24T15:30:00.25Z"},"""
            + """{"name":"Region \"3\"","kind":"directory","tag":"steno","health":"unknown","reason":null,"oldestPacket":null,"checkedAt":null}]""");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/jobs/abc", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("DELETE", "/api/v1/jobs", 405)]
    [InlineData("GET", "/api/v1/jobs/1/cancel", 405)]
    public async Task Call_Unknown_IsAProblem(string method, string path, int status)
    {
        await using var host = await ApiHost.StartAsync();

        var (response, json) = await host.SendAsync(new HttpMethod(method), path);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        json.GetProperty("detail").GetString()!.ShouldContain($"`{method} {path}`");
    }

    [Fact]
    public async Task Call_ThatFails_IsAProblemWithoutDetailsAndLogged()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Fault = new InvalidOperationException("secret-detail");

        var (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/1");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        json.GetRawText().ShouldNotContain("secret-detail");
        host.Log.Lines.ShouldContain(l => l.Id == 2200 && l.Level == LogLevel.Error && l.Text.Contains("secret-detail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_StoreFails_LivesButIsNotReady()
    {
        await using var host = await ApiHost.StartAsync();
        (await host.SendAsync(HttpMethod.Get, "/readyz")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Store.Fault = new IOException("secret-detail");

        var (ready, json) = await host.SendAsync(HttpMethod.Get, "/readyz");
        var (alive, _) = await host.SendAsync(HttpMethod.Get, "/healthz");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        json.GetProperty("detail").GetString()!.ShouldContain("job store fails");
        json.GetRawText().ShouldNotContain("secret-detail");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_Jobs_AreCountedByStateAndPacketsSinceTheStart()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(1, JobState.Completed) with { FinishedAt = DateTimeOffset.UnixEpoch });
        host.Jobs.Put(Make.Job(2, JobState.Completed) with { FinishedAt = DateTimeOffset.MaxValue, Packets = 7, Bytes = 70 });
        host.Jobs.Put(Make.Job(3));
        var first = await host.Client.GetStringAsync("/metrics");
        host.Jobs.Put(Make.Job(3, JobState.Partial, 2) with { Packets = 25, Bytes = 2500 });

        var response = await host.Client.GetAsync("/metrics");
        var second = await response.Content.ReadAsStringAsync();

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        first.ShouldContain("\npacketfleet_jobs{state=\"running\"} 1\n");
        first.ShouldContain("\npacketfleet_packets_total 17\n");
        second.ShouldContain("\npacketfleet_jobs{state=\"running\"} 0\n");
        second.ShouldContain("\npacketfleet_jobs{state=\"partial\"} 1\n");
        second.ShouldContain("\npacketfleet_packets_total 32\n");
        second.ShouldContain("\npacketfleet_packet_bytes_total 2570\n");
        second.ShouldContain("packetfleet_region_up{region=\"Region 1\"} 1\n");
        second.ShouldContain("packetfleet_region_up{region=\"Region \\\"3\\\"\"} 0\n");
        foreach (var line in second.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            line.ShouldMatch(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+=""([^""\\]|\\.)*""\})? [0-9.E+-]+)$");
    }
}
