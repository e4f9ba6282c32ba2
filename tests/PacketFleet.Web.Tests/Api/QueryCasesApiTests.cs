using System.Text.Json;

namespace PacketFleet.Web.Tests.Api;

/// <summary>
/// Every text that a real Stenographer was asked, and many that people type, through the API: taken, or refused with the
/// place, the reason and the mend that were read over and kept in <c>query-refusals.jsonl</c>.
/// </summary>
public sealed class QueryCasesApiTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private static readonly (string Text, string Class)[] Cases =
    [
        .. File.ReadLines(Data("query-cases.tsv")).Skip(1).Select(l => l.Split('\t')).Select(c => (Unescape(c[0]), c[1])),
    ];

    private static readonly Refusal[] Refusals =
    [
        .. File.ReadLines(Data("query-refusals.jsonl")).Select(l => JsonSerializer.Deserialize<Refusal>(l, JsonSerializerOptions.Web)!),
    ];

    [Fact]
    public async Task Parse_EveryTextStenographerTakes_IsTakenAndReadsTheSameInEveryForm()
    {
        var taken = Cases.Where(c => c.Class == "ok").ToList();
        taken.Count.ShouldBeGreaterThan(60);
        foreach (var (text, _) in taken)
        {
            var answer = await ParseAsync(text);
            answer.GetProperty("valid").GetBoolean().ShouldBeTrue(text);
            var canonical = answer.GetProperty("canonical").GetString()!;
            foreach (var form in new[] { canonical, answer.GetProperty("reading").GetString()! })
                (await ParseAsync(form)).GetProperty("canonical").GetString().ShouldBe(canonical);
        }
    }

    [Fact]
    public async Task Parse_EveryTextStenographerRefusesOrCutsShort_IsRefusedAsKept()
    {
        Cases.Where(c => c.Class != "ok").Select(c => c.Text).Except(Refusals.Select(r => r.Query)).ShouldBeEmpty();
        (Refusals.Length - Cases.Count(c => c.Class != "ok")).ShouldBeGreaterThan(60);
        foreach (var kept in Refusals)
        {
            var answer = await ParseAsync(kept.Query);
            answer.GetProperty("valid").GetBoolean().ShouldBeFalse(kept.Query);
            var error = answer.GetProperty("error");
            new Refusal(
                kept.Query,
                error.GetProperty("position").GetInt32(),
                error.GetProperty("length").GetInt32(),
                error.GetProperty("message").GetString()!,
                error.GetProperty("suggestion").GetString()).ShouldBe(kept);
        }
    }

    [Fact]
    public void Kept_Refusals_ReadAsHelp()
    {
        foreach (var kept in Refusals)
        {
            kept.Position.ShouldBeInRange(0, kept.Query.Length, kept.Query);
            (kept.Position + kept.Length).ShouldBeLessThanOrEqualTo(kept.Query.Length, kept.Query);
            kept.Message.ShouldEndWith(".");
            kept.Message.Length.ShouldBeInRange(20, 250, kept.Query);
            foreach (var jargon in (string[])["token", "syntax", "parse", "unexpected", "invalid", "null", "exception"])
                kept.Message.ShouldNotContain(jargon, Case.Insensitive);
        }
    }

    [Theory]
    [InlineData("tcp AND udp", "tcp and udp")]
    [InlineData("dst host 8.8.8.8", "host 8.8.8.8")]
    [InlineData("1.2.3.4:80", "host 1.2.3.4 and port 80")]
    [InlineData("after 10m", "after 10m ago")]
    [InlineData("after 2 hours ago", "after 2h ago")]
    [InlineData("host FE80::1", "host fe80::1")]
    [InlineData("last 15 minutes", "after 15m ago")]
    [InlineData("host \"8.8.8.8\"", "host 8.8.8.8")]
    [InlineData("host:8.8.8.8 and tcp", "host 8.8.8.8 and tcp")]
    [InlineData("host 192.168.1.*", "net 192.168.1.0/24")]
    [InlineData("tcp/80 and host 1.2.3.4", "tcp and port 80 and host 1.2.3.4")]
    [InlineData("udp or tcp 80", "udp or (tcp and port 80)")]
    [InlineData("tcp and port 80 443", "tcp and (port 80 or port 443)")]
    [InlineData("port (80 or 443) and tcp", "(port 80 or port 443) and tcp")]
    public async Task Suggestion_PutInPlace_IsTaken(string text, string expected)
    {
        var error = (await ParseAsync(text)).GetProperty("error");
        var (start, length) = (error.GetProperty("position").GetInt32(), error.GetProperty("length").GetInt32());
        var mended = text[..start] + error.GetProperty("suggestion").GetString() + text[(start + length)..];

        mended.ShouldBe(expected);
        (await ParseAsync(mended)).GetProperty("valid").GetBoolean().ShouldBeTrue();
    }

    private async Task<JsonElement> ParseAsync(string query) =>
        (await shared.Host.SendAsync(HttpMethod.Post, "/api/v1/queries/parse", JsonSerializer.Serialize(new { query }))).Json;

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    private static string Unescape(string text) => text
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\r", "\r", StringComparison.Ordinal)
        .Replace("\\x00", "\0", StringComparison.Ordinal);

    private sealed record Refusal(string Query, int Position, int Length, string Message, string? Suggestion);
}
