using System.Net;
using System.Text.Json;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Tests.Api;

public sealed class PacketFleetCallsTests
{
    [Fact]
    public async Task Conns_Regions_AreTheirNames()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync("/conns")).ShouldBe("""["Region 1","Region 2","Region \"3\""]""");
    }

    [Fact]
    public async Task Status_JobsInFlight_AreListedAsTheOriginalLists()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(1, JobState.Completed));
        host.Jobs.Put(Make.Job(2) with { Source = "100", Query = "host 8.8.8.8" });
        host.Jobs.Put(Make.Job(3, JobState.Queued) with { Bytes = 0, Query = "a" });

        (await host.Client.GetStringAsync("/status")).ShouldBe(
            """[{"ID":2,"Bytes":1000,"Query":"host 8.8.8.8","Source":"100","Conns":["Region 1","Region 2"]},"""
            + """{"ID":3,"Bytes":0,"Query":"a","Source":"","Conns":["Region 1","Region 2"]}]""");
    }

    [Fact]
    public async Task Status_MoreJobsThanAPageHolds_AreAllListedOldestFirst()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var id in Enumerable.Range(1, 2000))
            host.Jobs.Put(Make.Job(id));

        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/status"));

        json.RootElement.EnumerateArray().Select(j => j.GetProperty("ID").GetInt32()).ShouldBe(Enumerable.Range(1, 2000));
    }

    [Fact]
    public async Task Status_NothingInFlight_IsAnEmptyList()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync("/status")).ShouldBe("[]");
    }

    [Theory]
    [InlineData("""{"Q":"host 8.8.8.8","S":"100","C":["Region 1"]}""", "text/plain;charset=UTF-8", "100")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"100","C":["Region 1"]}""", "application/json", "100")]
    [InlineData("""{"Q":"host 8.8.8.8","S":100,"C":["Region 1"]}""", "application/x-www-form-urlencoded", "100")]
    [InlineData("""{"q":"host 8.8.8.8","c":["Region 1"],"More":1}""", null, null)]
    [InlineData("""{"Q":"host 8.8.8.8","S":"","C":["Region 1"]}""", "text/plain", "")]
    public async Task Submit_GoodRequest_AnswersWithTheNumber(string body, string? contentType, string? source)
    {
        await using var host = await ApiHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, "/", body, contentType);

        var (response, _) = await host.SendAsync(HttpMethod.Post, "/", body, contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync()).ShouldBe("2");
        var (request, _) = host.Jobs.Submitted.Last();
        request.Query.ShouldBe("host 8.8.8.8");
        request.Regions.ShouldBe(["Region 1"]);
        request.Source.ShouldBe(source);
    }

    [Theory]
    [InlineData("/conns")]
    [InlineData("/status")]
    public async Task Head_OfAList_AnswersAsGetWithoutABody(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var get = await host.Client.GetAsync(path);

        using var head = await host.Client.SendAsync(request);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Root_Get_IsThePage()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync("/?q=host%208.8.8.8&s=100")).ShouldContain("page");
    }
}
