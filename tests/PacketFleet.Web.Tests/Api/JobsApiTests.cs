using System.Net;
using System.Text.Json;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;

namespace PacketFleet.Web.Tests.Api;

public sealed class JobsApiTests
{
    [Fact]
    public async Task Submit_GoodRequest_CreatesTheJobAndTellsWhere()
    {
        await using var host = await ApiHost.StartAsync();

        var (response, json) = await host.SendAsync(
            HttpMethod.Post,
            "/api/v1/jobs",
            """{"query":"host 8.8.8.8","regions":["Region 1","Region 2"],"source":"100","case":"C-7","note":"why","limits":{"packets":5,"bytes":null,"seconds":60},"waitForRecent":false}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe("/api/v1/jobs/1");
        json.GetProperty("id").GetInt64().ShouldBe(1);
        var (request, by) = host.Jobs.Submitted.Single();
        request.Query.ShouldBe("host 8.8.8.8");
        request.Regions.ShouldBe(["Region 1", "Region 2"]);
        request.Source.ShouldBe("100");
        request.Case.ShouldBe("C-7");
        request.Note.ShouldBe("why");
        request.Limits.ShouldBe(new JobLimits(5, null, 60));
        request.WaitForRecent.ShouldBe(false);
        by.ShouldBe("anonymous");
        (await host.SendAsync(HttpMethod.Get, response.Headers.Location!.ToString())).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Submit_ByteOrderMarkAndCharset_IsRead()
    {
        await using var host = await ApiHost.StartAsync();

        var (response, _) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs", "\uFEFF{\"query\":\"a\",\"regions\":[\"Region 1\"]}", "application/json; charset=\"UTF-8\"");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Submit_OfWhatIsAskedAlready_NamesThatJob()
    {
        await using var host = await ApiHost.StartAsync();
        var asked = Make.Job(1) with { Query = "host 8.8.8.8", Pinned = "host 8.8.8.8", CreatedAt = DateTimeOffset.UtcNow };
        host.Jobs.Put(asked with { Id = 900 });

        var (related, _) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs", """{"query":"host  8.8.8.8","regions":["Region 2","Region 1"]}""");
        var (other, _) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs", """{"query":"host 8.8.8.8","regions":["Region 1"]}""");

        related.StatusCode.ShouldBe(HttpStatusCode.Created);
        related.Headers.GetValues("Link").Single().ShouldBe("</api/v1/jobs/900>; rel=\"related\"");
        other.Headers.Contains("Link").ShouldBeFalse();
    }

    [Fact]
    public async Task Submit_SeveralFaults_NamesThemAll()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/jobs", """{"query":"bad","regions":["X","Y"],"source":"x"}""");

        json.GetProperty("errors").EnumerateObject().Select(p => p.Name).ShouldBe(["query", "regions", "source"], ignoreOrder: true);
        json.GetProperty("errors").GetProperty("regions").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Submit_LargestBody_IsRead()
    {
        await using var host = await ApiHost.StartAsync();
        const string Start = """{"query":"a","regions":["Region 1"],"note":""" + "\"";
        var body = Start + new string('x', (64 * 1024) - Start.Length - 2) + "\"}";

        (await host.SendAsync(HttpMethod.Post, "/api/v1/jobs", body)).Response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task List_PhasesLimitAndBefore_ChooseThePage()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var id in Enumerable.Range(1, 5))
            host.Jobs.Put(Make.Job(id, id % 2 == 0 ? JobState.Completed : JobState.Running));

        (await IdsAsync(host, "")).ShouldBe([5, 4, 3, 2, 1]);
        (await IdsAsync(host, "?state=all&limit=2")).ShouldBe([5, 4]);
        (await IdsAsync(host, "?state=inflight")).ShouldBe([5, 3, 1]);
        (await IdsAsync(host, "?state=finished&before=4")).ShouldBe([2]);
    }

    [Fact]
    public async Task Get_Job_HasTheFieldsOfTheContract()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(7));

        var (_, job) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7");

        Names(job).ShouldBe(
        [
            "id", "query", "pinned", "window", "source", "sourceBytes", "case", "note", "requestedBy", "createdAt", "startedAt", "finishedAt", "state",
            "packets", "bytes", "deliveredPackets", "deliveredBytes", "version", "sinks", "regions",
        ]);
        Names(job.GetProperty("window")).ShouldBe(["after", "before"]);
        Names(job.GetProperty("sinks")[0]).ShouldBe(["name", "deliveredPackets", "maybeDoubled", "deliveredBytes"]);
        var region = job.GetProperty("regions")[0];
        Names(region).ShouldBe(
        [
            "name", "state", "verdict", "reason", "attempt", "packets", "bytes", "cutPackets", "deliveredPackets", "deliveredBytes", "gaps", "progress",
            "firstPacket", "lastPacket", "startedAt", "finishedAt", "sinks", "assumption",
        ]);
        Names(region.GetProperty("gaps")[0]).ShouldBe(["kind", "from", "to", "reason"]);
        region.GetProperty("gaps")[0].GetProperty("kind").GetString().ShouldBe("cutByServer");
        region.GetProperty("verdict").GetString().ShouldBe("missing");
        region.GetProperty("firstPacket").GetString().ShouldBe("2026-11-24T15:30:00.123456789Z");
        job.GetProperty("regions")[1].GetProperty("verdict").ValueKind.ShouldBe(JsonValueKind.Null);
        job.GetProperty("createdAt").GetString().ShouldBe("2026-11-24T15:30:00.25Z");
        job.GetProperty("state").GetString().ShouldBe("running");
        job.GetProperty("query").GetRawText().ShouldBe("\"host 8.8.8.8 && after 3h ago\"");
    }

    [Fact]
    public async Task Events_Job_AreInOrder()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(7));

        var (_, events) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7/events");

        events.EnumerateArray().Select(e => e.GetProperty("level").GetString()).ShouldBe(["information", "error"]);
        Names(events[1]).ShouldBe(["at", "region", "level", "message"]);
        events[0].GetProperty("region").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Slices_Job_AreToldRegionByRegion()
    {
        await using var host = await ApiHost.StartAsync();
        host.Jobs.Put(Make.Job(7));
        host.Jobs.Slices.Add(new("Region 1", [new(0, null, Make.Packet, SliceState.Done, 5, 1, null, null), new(1, Make.Packet, null, SliceState.Cut, 2, 3, Make.Packet, "Region 1 ended its answer early.")]));
        host.Jobs.Slices.Add(new("Region 2", []));

        var (_, regions) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/7/slices");

        regions.EnumerateArray().Select(r => r.GetProperty("region").GetString()).ShouldBe(["Region 1", "Region 2"]);
        var slices = regions[0].GetProperty("slices");
        Names(slices[0]).ShouldBe(["number", "from", "to", "state", "packets", "attempt", "reached", "reason"]);
        slices[0].GetProperty("from").ValueKind.ShouldBe(JsonValueKind.Null);
        slices[0].GetProperty("to").GetString().ShouldBe("2026-11-24T15:30:00.123456789Z");
        slices.EnumerateArray().Select(s => s.GetProperty("state").GetString()).ShouldBe(["done", "cut"]);
        (await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/8/slices")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IEnumerable<long>> IdsAsync(ApiHost host, string query)
    {
        var (response, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return json.EnumerateArray().Select(j => j.GetProperty("id").GetInt64());
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(p => p.Name);
}
