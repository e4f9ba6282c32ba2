using System.Text.Json;

namespace PacketFleet.Web.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_ListsEveryCallWithWords()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, document) = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        var calls = Calls(document).ToDictionary(c => c.Call, c => c.Operation, StringComparer.Ordinal);
        calls.Keys.ShouldBe(
            [
                "get /api/v1/regions", "get /api/v1/gravwell", "post /api/v1/queries/parse", "post /api/v1/queries/preview", "post /api/v1/queries/count", "post /api/v1/jobs", "get /api/v1/jobs", "get /api/v1/jobs/{id}", "post /api/v1/jobs/{id}/cancel",
                "post /api/v1/jobs/{id}/retry", "get /api/v1/jobs/{id}/events", "get /api/v1/jobs/{id}/slices", "get /api/v1/jobs/{id}/receipt", "get /api/v1/jobs/{id}/pcap", "get /conns", "get /status", "post /", "get /healthz",
                "get /readyz", "get /metrics",
            ],
            ignoreOrder: true);
        foreach (var (call, operation) in calls)
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(call);
            operation.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(call);
            operation.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty(call);
            foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : [])
                parameter.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(call);
        }

        calls.Values.Select(o => o.GetProperty("operationId").GetString()).ShouldBeUnique();
    }

    [Fact]
    public async Task Document_Submit_DescribesBodyAndAnswers()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, document) = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        var submit = document.GetProperty("paths").GetProperty("/api/v1/jobs").GetProperty("post");
        submit.GetProperty("requestBody").GetProperty("required").GetBoolean().ShouldBeTrue();
        var request = Resolve(document, submit.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        Names(request).ShouldBe(["query", "regions", "source", "case", "note", "limits", "waitForRecent"]);
        request.GetProperty("properties").GetProperty("query").GetProperty("description").GetString().ShouldNotBeNullOrEmpty();

        var answers = submit.GetProperty("responses");
        answers.EnumerateObject().Select(r => r.Name).ShouldBe(["201", "400", "415"], ignoreOrder: true);
        var job = Resolve(document, answers.GetProperty("201").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        Names(job).ShouldContain("sourceBytes");
        Names(Resolve(document, job.GetProperty("properties").GetProperty("window"))).ShouldBe(["after", "before"]);
        Resolve(document, job.GetProperty("properties").GetProperty("createdAt")).GetProperty("format").GetString().ShouldBe("date-time");
        Resolve(document, job.GetProperty("properties").GetProperty("state")).GetProperty("enum").EnumerateArray().Select(e => e.GetString())
            .ShouldBe(["queued", "running", "stopping", "completed", "partial", "failed", "cancelled"]);
        answers.GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Document_References_AllLeadSomewhere()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, document) = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        var references = References(document).Distinct(StringComparer.Ordinal).ToArray();
        references.ShouldNotBeEmpty();
        foreach (var reference in references)
            document.GetProperty("components").GetProperty("schemas").TryGetProperty(reference["#/components/schemas/".Length..], out _).ShouldBeTrue(reference);
    }

    [Fact]
    public async Task Document_ListParameters_SayWhatTheyMayBe()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, document) = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        var parameters = document.GetProperty("paths").GetProperty("/api/v1/jobs").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("schema"), StringComparer.Ordinal);
        parameters["state"].GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldBe(["inflight", "finished", "all"]);
        parameters["limit"].GetProperty("maximum").GetInt32().ShouldBe(1000);
        parameters["limit"].GetProperty("default").GetInt32().ShouldBe(100);
        parameters["before"].GetProperty("type").GetString().ShouldBe("integer");
    }

    private static IEnumerable<(string Call, JsonElement Operation)> Calls(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static IEnumerable<string> Names(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(p => p.Name);

    private static JsonElement Resolve(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!["#/components/schemas/".Length..])
        : schema;

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => p.NameEquals("$ref") ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
