using System.Net;
using System.Text;
using System.Text.Json;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Web.Tests.Api;

public sealed class PreviewApiTests
{
    private static readonly PacketTime Start = PacketTime.FromSeconds(1_767_323_040);

    [Fact]
    public async Task Preview_TwoRegions_TellsWhatTheyHold()
    {
        await using var host = await ApiHost.StartAsync(Regions());

        var (response, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/queries/preview", Body("tcp", ["Sensor", "Shy"], "2026-01-02T03:00:00Z", "2026-01-02T03:20:00Z"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Names(json).ShouldBe(["pinned", "window", "regions"]);
        json.GetProperty("pinned").GetString().ShouldBe("tcp and after 2026-01-02T03:00:00Z and before 2026-01-02T03:20:00Z");
        json.GetProperty("window").GetProperty("after").GetString().ShouldBe("2026-01-02T03:00:00Z");
        var sensor = json.GetProperty("regions")[0];
        Names(sensor).ShouldBe(["name", "holdings", "coverage", "reason"]);
        Names(sensor.GetProperty("holdings")).ShouldBe(
            ["known", "oldestPacket", "newestPacket", "horizon", "capturing", "threads", "files", "fileAgeSeconds", "clockSkewSeconds", "takenAt"]);
        sensor.GetProperty("holdings").GetProperty("oldestPacket").GetString().ShouldBe("2026-01-02T03:04:00Z");
        sensor.GetProperty("holdings").GetProperty("fileAgeSeconds").GetDouble().ShouldBe(60);
        sensor.GetProperty("holdings").GetProperty("files").GetInt32().ShouldBe(2);
        var coverage = sensor.GetProperty("coverage").EnumerateArray().Select(c => $"{c.GetProperty("kind").GetString()} {c.GetProperty("from").GetString()} {c.GetProperty("to").GetString()}");
        coverage.ShouldBe(["gone 2026-01-02T03:00:00Z 2026-01-02T03:04:00Z", "held 2026-01-02T03:04:00Z 2026-01-02T03:05:00Z", "notYet 2026-01-02T03:05:00Z 2026-01-02T03:20:00Z"]);
        sensor.GetProperty("coverage")[0].GetProperty("reason").GetString().ShouldBe("Sensor holds nothing whole before 2026-01-02T03:04:00Z.");
        sensor.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        var shy = json.GetProperty("regions")[1];
        shy.GetProperty("reason").GetString().ShouldBe("Shy does not tell.");
        shy.GetProperty("holdings").GetProperty("capturing").ValueKind.ShouldBe(JsonValueKind.Null);
        shy.GetProperty("coverage")[0].GetProperty("kind").GetString().ShouldBe("unknown");
    }

    [Fact]
    public async Task Count_TwoRegions_AddsUp()
    {
        var regions = Regions(
            new CountedPart(Start.Add(TimeSpan.FromSeconds(61)), 5, true, 0.3),
            new CountedPart(Start.Add(TimeSpan.FromSeconds(59)), 7, false, 0.6),
            new CountedPart(Start, 2, false, 0.9),
            new CountEnd(true, null, new TimeWindow(Start, null)));
        await using var host = await ApiHost.StartAsync(regions);

        var (response, json) = await host.SendAsync(HttpMethod.Post, "/api/v1/queries/count", Body("host 8.8.8.8 or udp", ["Sensor", "Shy"], after: "3h ago"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        json.GetProperty("pinned").GetString()!.ShouldStartWith("host 8.8.8.8 or udp and after 20");
        var sensor = json.GetProperty("regions")[0];
        Names(sensor).ShouldBe(["name", "packets", "edgePackets", "minutes", "complete", "counted", "reason"]);
        sensor.GetProperty("packets").GetInt64().ShouldBe(14);
        sensor.GetProperty("edgePackets").GetInt64().ShouldBe(5);
        sensor.GetProperty("complete").GetBoolean().ShouldBeTrue();
        sensor.GetProperty("minutes").EnumerateArray().Select(m => $"{m.GetProperty("at").GetString()} {m.GetProperty("packets").GetInt64()}")
            .ShouldBe(["2026-01-02T03:04:00Z 9", "2026-01-02T03:05:00Z 5"]);
        var shy = json.GetProperty("regions")[1];
        shy.GetProperty("packets").ValueKind.ShouldBe(JsonValueKind.Null);
        shy.GetProperty("complete").GetBoolean().ShouldBeFalse();
        shy.GetProperty("reason").GetString().ShouldBe("Shy cannot count.");
        ((PreviewRegion)regions.Find("Sensor")!).Asked!.Window.After.ShouldNotBeNull();
    }

    [Fact]
    public async Task Count_RequestClosed_StopsTheCount()
    {
        var region = new PreviewRegion(RegionHoldings.Unknown("Sensor", "No.", default), steps: null);
        await using var host = await ApiHost.StartAsync(new RegionCatalog([region]));
        using var leave = new CancellationTokenSource();
        using var content = new StringContent(Body("tcp", ["Sensor"]), Encoding.UTF8, "application/json");
        var request = host.Client.PostAsync(new Uri("/api/v1/queries/count", UriKind.Relative), content, leave.Token);
        await region.Counting.WaitAsync(TimeSpan.FromSeconds(20));

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(request);
        await region.Cancelled.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("""{"query":"tcpp","regions":["Sensor"]}""", "query", "tcp")]
    [InlineData("""{"query":"tcp","regions":[]}""", "regions", "name at least one")]
    [InlineData("""{"query":"tcp","regions":["Nowhere"]}""", "regions", "no region named")]
    [InlineData("""{"query":"tcp","regions":[null]}""", "regions", "holds a null")]
    [InlineData("""{"query":"tcp","regions":["Sensor"],"after":"yesterday"}""", "after", "time")]
    [InlineData("""{"query":"tcp","regions":["Sensor"],"before":"3h ago or tcp"}""", "before", "more than a time")]
    [InlineData("""{"query":"tcp","regions":["Sensor"],"after":"1h ago","before":"2h ago"}""", "after", "window is empty")]
    [InlineData("""{"query":"tcp","areas":["Sensor"]}""", "areas", "there are")]
    [InlineData("", "body", "no body")]
    public async Task BadRequest_IsAProblem(string body, string field, string part)
    {
        await using var host = await ApiHost.StartAsync(Regions());
        foreach (var call in (string[])["preview", "count"])
        {
            var (response, json) = await host.SendAsync(HttpMethod.Post, $"/api/v1/queries/{call}", body);

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            Problems.ShouldName(response, json, field, part);
        }
    }

    private static RegionCatalog Regions(params IReadOnlyList<CountStep> steps) => new(
    [
        new PreviewRegion(
            new RegionHoldings
            {
                Region = "Sensor",
                TakenAt = Start.Add(TimeSpan.FromMinutes(2)).ToDateTimeOffset(),
                Known = true,
                FileAge = TimeSpan.FromMinutes(1),
                Threads = [new HeldThread(0, [new(Start, Start.Add(TimeSpan.FromMinutes(1))), new(Start.Add(TimeSpan.FromMinutes(1)), Start.Add(TimeSpan.FromMinutes(2)))])],
                Oldest = Start,
                Newest = Start.Add(TimeSpan.FromMinutes(2)),
                Horizon = Start.Add(TimeSpan.FromMinutes(1)),
                Capturing = true,
            },
            steps),
        new PreviewRegion(RegionHoldings.Unknown("Shy", "Shy does not tell.", Make.Moment), [new CountEnd(false, "Shy cannot count.", null)]),
    ]);

    private static string Body(string query, string[] regions, string? after = null, string? before = null) => JsonSerializer.Serialize(new { query, regions, after, before });

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(p => p.Name);
}
