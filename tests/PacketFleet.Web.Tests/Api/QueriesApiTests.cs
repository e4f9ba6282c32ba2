using System.Globalization;
using System.Net;
using System.Text.Json;

namespace PacketFleet.Web.Tests.Api;

public sealed class QueriesApiTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private readonly ApiHost _host = shared.Host;

    [Fact]
    public async Task Parse_RelativeTime_IsReadAndPinned()
    {
        var before = DateTimeOffset.UtcNow;

        var answer = await ParseAsync("host 8.8.8.8 || port 53 && after 3h ago");

        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["valid", "canonical", "reading", "window", "pinned", "notes"]);
        answer.GetProperty("valid").GetBoolean().ShouldBeTrue();
        answer.GetProperty("canonical").GetString()!.ShouldContain("after 3h ago");
        answer.GetProperty("reading").GetString()!.ShouldStartWith("(");
        answer.GetProperty("pinned").GetString()!.ShouldNotContain("ago");
        var window = answer.GetProperty("window");
        window.GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
        var after = window.GetProperty("after").GetString()!;
        answer.GetProperty("pinned").GetString()!.ShouldContain("after " + after);
        DateTimeOffset.Parse(after, CultureInfo.InvariantCulture).ShouldBe(before.AddHours(-3), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("host 8.8.8.8 and after 3h ago")]
    [InlineData("tcp and udp or icmp", "neither before the other")]
    [InlineData("tcp or after 3h ago", "bounds no window")]
    [InlineData("after 1h ago and before 3h ago", "The window is empty")]
    [InlineData("after 2199-01-01T00:00:00Z", "lies in the future")]
    public async Task Parse_Query_IsNotedWhereItMaySurprise(string text, params string[] parts)
    {
        var notes = (await ParseAsync(text)).GetProperty("notes").EnumerateArray().Select(n => n.GetString()!).ToList();

        notes.Count.ShouldBe(parts.Length);
        foreach (var (note, part) in notes.Zip(parts))
            note.ShouldContain(part);
    }

    [Theory]
    [InlineData("tcp and port 80", null, null)]
    [InlineData("tcp and before 2026-01-01T00:00:00Z", null, "2026-01-01T00:00:00Z")]
    [InlineData("after 2026-01-01T00:00:00Z and tcp and before 2026-01-02T00:00:00+01:00", "2026-01-01T00:00:00Z", "2026-01-01T23:00:00Z")]
    [InlineData("tcp or (udp and after 2026-01-01T00:00:00Z)", null, null)]
    [InlineData("(tcp or after 2026-01-01T00:00:00Z) and before 2027-01-01T00:00:00Z", null, "2027-01-01T00:00:00Z")]
    public async Task Parse_Times_GiveTheWindowOfTheTopOnly(string text, string? after, string? before)
    {
        var answer = await ParseAsync(text);

        var window = answer.GetProperty("window");
        (window.ValueKind == JsonValueKind.Null).ShouldBe(after is null && before is null);
        if (window.ValueKind != JsonValueKind.Null)
            (window.GetProperty("after").GetString(), window.GetProperty("before").GetString()).ShouldBe((after, before));
        (await ParseAsync(answer.GetProperty("pinned").GetString()!)).GetProperty("pinned").GetString().ShouldBe(answer.GetProperty("pinned").GetString());
    }

    [Fact]
    public async Task Parse_NoTime_HasNoWindow()
    {
        var answer = await ParseAsync("host 8.8.8.8");

        answer.GetProperty("window").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("pinned").GetString().ShouldBe("host 8.8.8.8");
    }

    [Theory]
    [InlineData("host 8.8.8.8 and bogus 5", 17)]
    [InlineData("", 0)]
    [InlineData("host", 4)]
    public async Task Parse_NoQuery_TellsWhere(string text, int position)
    {
        var answer = await ParseAsync(text);

        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["valid", "error"]);
        answer.GetProperty("valid").GetBoolean().ShouldBeFalse();
        var error = answer.GetProperty("error");
        error.EnumerateObject().Select(p => p.Name).ShouldBe(["position", "length", "message", "suggestion"]);
        error.GetProperty("position").GetInt32().ShouldBe(position);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Parse_LongerThanAllowed_IsAFaultOfTheQueryNotOfTheRequest()
    {
        (await ParseAsync("host 8.8.8.8" + new string(' ', 5000))).GetProperty("valid").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "query", "missing")]
    [InlineData("""{"query":null}""", "query", "missing")]
    [InlineData("""{"query":1}""", "query", "text in double quotes")]
    [InlineData("""{"text":"a"}""", "text", "there are `query`")]
    [InlineData("", "body", "no body")]
    public async Task Parse_BadRequest_IsAProblem(string body, string field, string part)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/api/v1/queries/parse", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, field, part);
    }

    private async Task<JsonElement> ParseAsync(string query)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/api/v1/queries/parse", JsonSerializer.Serialize(new { query }));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return json;
    }
}
