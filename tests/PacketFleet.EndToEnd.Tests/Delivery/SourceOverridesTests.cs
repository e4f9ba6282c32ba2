using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Source overrides by either call, as the bytes they are at the indexer.</summary>
public sealed class SourceOverridesTests
{
    private static readonly (string Text, string? Source)[] Own =
    [
        ("7", "00000000000000000000000000000007"),
        ("0x1f", "0000000000000000000000000000001f"),
        ("192.0.2.33", "00000000000000000000ffffc0000221"),
        ("2001:db8::33", "20010db8000000000000000000000033"),
        ("cafe00", "00000000000000000000000000cafe00"),
        ("seven", null),
        ("fff", null),
        ("+7", null),
        ("7 ", null),
    ];

    [Fact]
    public async Task EachOverride_ArrivesAsItsSixteenBytes_OrIsRefused()
    {
        await using var losses = new LossesFleet();
        losses.Add("Region 1", _ => new NumberedTraffic(1).Play());
        await losses.StartAsync();
        (string Name, Func<string, Task<(int Status, string Body)>> Call)[] calls =
        [
            ("POST /", s => losses.PostAsync(LossesFleet.Query, s, "Region 1")),
            ("POST /api/v1/jobs", s => PostAsync(losses.Program, s)),
        ];
        var wanted = new Dictionary<ulong, (string What, string Source)>();
        foreach (var (text, source) in Table())
        {
            foreach (var (name, call) in calls)
            {
                var (status, body) = await call(text);
                if (source is null)
                {
                    status.ShouldBe(400, $"{name} {text}");
                    JsonElement.Parse(body).GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Value[0].GetString()!.ShouldEndWith(".");
                    continue;
                }

                status.ShouldBeOneOf(200, 201);
                var answer = JsonElement.Parse(body);
                wanted[answer.ValueKind == JsonValueKind.Number ? answer.GetUInt64() : answer.GetProperty("id").GetUInt64()] = ($"{name} {text}", source);
            }
        }

        losses.Indexer.Ledger.WaitUntil(l => l.Entries.Count >= wanted.Count, TimeSpan.FromSeconds(60));
        var entries = losses.Indexer.Ledger.Entries.ToDictionary(e => (ulong)e["job"]!);
        entries.Count.ShouldBe(wanted.Count);
        foreach (var (job, (what, source)) in wanted)
            Convert.ToHexStringLower(entries[job].Source).ShouldBe(source, what);
        (await losses.Program.Http.GetFromJsonAsync<JsonElement>("/api/v1/jobs?limit=1000")).GetArrayLength().ShouldBe(wanted.Count);
    }

    private static async Task<(int Status, string Body)> PostAsync(PacketFleetProcess program, string source)
    {
        using var answer = await program.Http.PostAsJsonAsync("/api/v1/jobs", new { query = LossesFleet.Query, regions = new[] { "Region 1" }, source });
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Recorded ones where they are there, and some of our own.</summary>
    private static IEnumerable<(string Text, string? Source)> Table()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "testdata", "gravwell", "wire-vectors.json");
        if (!File.Exists(file))
            return Own;
        using var vectors = JsonDocument.Parse(File.ReadAllText(file));
        return [.. vectors.RootElement.GetProperty("sourceOverride").EnumerateArray().Select(o => (o.GetProperty("text").GetString()!, o.GetProperty("src").GetString())), .. Own];
    }
}
