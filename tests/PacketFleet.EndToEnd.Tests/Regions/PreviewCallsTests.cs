using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Regions;

/// <summary>The preview through the whole program: the samples, and a real Stenographer.</summary>
public sealed class PreviewCallsTests(CountingFixture fixture) : IClassFixture<CountingFixture>
{
    private const string Query = "udp and after 2026-01-02T03:06:00Z and before 2026-01-02T03:10:00Z";

    [Fact]
    public async Task Count_Samples_IsWhatAJobFetches()
    {
        await using var fleet = await PacketFleetProcess.StartAsync();

        var count = await AskAsync(fleet, "count", "host 8.8.8.8", "Region 1", "Region 2");
        var preview = await AskAsync(fleet, "preview", "host 8.8.8.8", "Region 1", "Region 2");

        var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync("host 8.8.8.8", "Region 1", "Region 2"));
        for (var i = 0; i < 2; i++)
        {
            var region = count.GetProperty("regions")[i];
            region.GetProperty("complete").GetBoolean().ShouldBeTrue();
            region.GetProperty("packets").GetInt64().ShouldBe(job.GetProperty("regions")[i].GetProperty("packets").GetInt64());
            region.GetProperty("edgePackets").GetInt64().ShouldBe(0);
            region.GetProperty("minutes").EnumerateArray().Sum(m => m.GetProperty("packets").GetInt64()).ShouldBe(region.GetProperty("packets").GetInt64());
            var coverage = preview.GetProperty("regions")[i].GetProperty("coverage");
            coverage[0].GetProperty("kind").GetString().ShouldBe("held");
            coverage[0].GetProperty("from").GetString().ShouldBe(preview.GetProperty("regions")[i].GetProperty("holdings").GetProperty("oldestPacket").GetString());
        }
    }

    [Fact]
    public async Task Count_RealStenographer_BoundsWhatAJobFetches()
    {
        Assert.SkipWhen(RealStenographer.Missing is not null, RealStenographer.Missing ?? "");
        await using var fleet = await PacketFleetProcess.StartAsync(Settings.With([fixture.Server.Region("Sensor")]));

        var count = (await AskAsync(fleet, "count", Query, "Sensor")).GetProperty("regions")[0];
        var coverage = (await AskAsync(fleet, "preview", Query, "Sensor")).GetProperty("regions")[0].GetProperty("coverage");

        var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync(Query, "Sensor"));
        var packets = job.GetProperty("regions")[0].GetProperty("packets").GetInt64();
        count.GetProperty("complete").GetBoolean().ShouldBeTrue();
        var most = count.GetProperty("packets").GetInt64();
        packets.ShouldBeInRange(most - count.GetProperty("edgePackets").GetInt64(), most);
        packets.ShouldBeGreaterThan(100);
        coverage.EnumerateArray().Select(c => c.GetProperty("kind").GetString()).ShouldBe(["held"]);
    }

    private static async Task<JsonElement> AskAsync(PacketFleetProcess fleet, string call, string query, params string[] regions)
    {
        var answer = await fleet.Http.PostAsJsonAsync($"/api/v1/queries/{call}", new { query, regions });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
