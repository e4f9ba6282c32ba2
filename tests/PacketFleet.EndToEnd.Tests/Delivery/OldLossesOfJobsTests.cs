using System.Diagnostics;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>What the Packet Fleet ingester does with jobs, by the numbers of its known losses: none is ours.</summary>
public sealed class OldLossesOfJobsTests
{
    private readonly NumberedTraffic _traffic = new(2000);

    [Fact]
    public async Task Loss01_FinishedJobsStayAndNumbersGoOnAfterARestart()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        var program = await losses.StartAsync();
        var id = await losses.SubmitAsync("100", "Good");
        var job = await program.WaitForEndAsync(id);
        (await program.StopAsync()).ShouldBe(0, program.Output);
        await program.StartAgainAsync();

        var after = await program.JobAsync(id);
        after.GetProperty("state").GetString().ShouldBe("completed");
        after.GetProperty("sinks").ToString().ShouldBe(job.GetProperty("sinks").ToString());
        (await losses.SubmitAsync("100", "Good")).ShouldBeGreaterThan(id);
    }

    [Fact]
    public async Task Loss02_ARegionThatRefusesDoesNotHideWhatOthersDeliver()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play(TimeSpan.FromMilliseconds(1500)));
        losses.Add("Refusing", _ => FakeAnswer.Error(500, "no"));
        var program = await losses.StartAsync();
        var id = await losses.SubmitAsync("100", "Good", "Refusing");
        await program.WaitAsync(id, j => Region(j, "Refusing").GetProperty("state").GetString() == "failed");
        var status = JsonElement.Parse(await program.Http.GetStringAsync("/status"));
        status.EnumerateArray().Select(s => s.GetProperty("ID").GetInt64()).ShouldBe([id]);

        var job = await program.WaitForEndAsync(id);
        job.GetProperty("state").GetString().ShouldBe("partial");
        Region(job, "Good").GetProperty("deliveredPackets").GetInt64().ShouldBe(2000);
        losses.Indexer.Ledger.Count.ShouldBe(2000);
    }

    [Fact]
    public async Task Loss03_ARegionThatCannotBeReachedIsTold()
    {
        await using var losses = new LossesFleet();
        losses.Add("Good", _ => _traffic.Play());
        losses.AddUnreachable("Gone");
        var program = await losses.StartAsync();
        var job = await program.WaitForEndAsync(await losses.SubmitAsync("100", "Good", "Gone"));
        job.GetProperty("state").GetString().ShouldBe("partial");
        var gone = Region(job, "Gone");
        (gone.GetProperty("verdict").GetString(), gone.GetProperty("gaps")[0].GetProperty("kind").GetString()).ShouldBe(("missing", "failed"));
        gone.GetProperty("reason").GetString()!.ShouldStartWith("Gone ");
    }

    [Fact]
    public async Task Loss04_AServerFaultIsNotCalledAnInvalidQuery()
    {
        await using var losses = new LossesFleet();
        losses.Add("Busy", _ => FakeAnswer.Error(503, "try later"));
        var program = await losses.StartAsync();
        var job = await program.WaitForEndAsync(await losses.SubmitAsync("100", "Busy"));
        var reason = Region(job, "Busy").GetProperty("reason").GetString()!;
        reason.ShouldContain("503");
        reason.ShouldNotContain("query", Case.Insensitive);
    }

    [Fact]
    public async Task Loss05_RegionsAreAskedTogether()
    {
        await using var losses = new LossesFleet();
        FakeAnswer Late() => _traffic.Play() with { DelayHeaders = TimeSpan.FromSeconds(6) };
        var servers = Enumerable.Range(1, 4).Select(i => losses.Add($"Region {i}", _ => Late())).ToArray();
        await losses.StartAsync();
        var since = Stopwatch.StartNew();
        await losses.SubmitAsync("100", "Region 1", "Region 2", "Region 3", "Region 4");
        foreach (var server in servers)
            server.Next();
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Loss07_CountsAreOfEachRegionInPacketsAndBytes()
    {
        var other = new NumberedTraffic(700, 100_000);
        await using var losses = new LossesFleet();
        losses.Add("One", _ => _traffic.Play());
        losses.Add("Two", _ => other.Play());
        var program = await losses.StartAsync();
        var job = await program.WaitForEndAsync(await losses.SubmitAsync("100", "One", "Two"));
        Counts(Region(job, "One")).ShouldBe((2000, Bytes(_traffic)));
        Counts(Region(job, "Two")).ShouldBe((700, Bytes(other)));
    }

    [Fact]
    public async Task Loss08_JobsAreCancelledLimitedAndRetried()
    {
        await using var losses = new LossesFleet();
        losses.Add("Slow", _ => _traffic.Play(TimeSpan.FromMilliseconds(300)));
        var program = await losses.StartAsync();
        var id = await losses.SubmitAsync("100", "Slow");
        await program.WaitAsync(id, j => j.GetProperty("packets").GetInt64() > 0);
        (await program.Http.PostAsync($"/api/v1/jobs/{id}/cancel", null)).EnsureSuccessStatusCode();
        (await program.WaitForEndAsync(id)).GetProperty("state").GetString().ShouldBe("cancelled");
        (await program.Http.PostAsync($"/api/v1/jobs/{id}/retry", null)).EnsureSuccessStatusCode();
        var again = await program.WaitAsync(id, j => j.GetProperty("state").GetString() == "completed");
        again.GetProperty("deliveredPackets").GetInt64().ShouldBe(2000);

        var limited = await LimitedAsync(program, "Slow", """{"packets":321}""");
        (limited.GetProperty("deliveredPackets").GetInt64(), Region(limited, "Slow").GetProperty("gaps")[0].GetProperty("kind").GetString()).ShouldBe((321, "limitReached"));
    }

    [Fact]
    public async Task Loss08_JobsEndAfterTheirTime()
    {
        var whole = Enumerable.Range(0, 500).Sum(i => 16 + _traffic[i].Data.Length);
        await using var losses = new LossesFleet();
        losses.Add("Stalled", _ => _traffic.Play() with { StallAfter = 24 + whole });
        var program = await losses.StartAsync();
        var since = Stopwatch.StartNew();
        var job = await LimitedAsync(program, "Stalled", """{"seconds":3}""");
        since.Elapsed.TotalSeconds.ShouldBeInRange(3, 30);
        (job.GetProperty("state").GetString(), job.GetProperty("deliveredPackets").GetInt64()).ShouldBe(("partial", 500));
        Region(job, "Stalled").GetProperty("gaps")[0].GetProperty("kind").GetString().ShouldBe("limitReached");
        losses.Indexer.Ledger.Count.ShouldBe(500);
    }

    [Fact]
    public async Task Loss15_SubmittingDoesNotWaitForTheSlowestRegion()
    {
        await using var losses = new LossesFleet();
        losses.Add("Slow", _ => _traffic.Play() with { DelayHeaders = TimeSpan.FromSeconds(20) });
        await losses.StartAsync();
        var since = Stopwatch.StartNew();
        await losses.SubmitAsync("100", "Slow");
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    internal static JsonElement Region(JsonElement job, string name) =>
        job.GetProperty("regions").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);

    private static async Task<JsonElement> LimitedAsync(PacketFleetProcess program, string region, string limits)
    {
        var body = $$$"""{"query":"{{{LossesFleet.Query}}}","regions":["{{{region}}}"],"limits":{{{limits}}}}""";
        using var answer = await program.Http.PostAsync("/api/v1/jobs", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        return await program.WaitForEndAsync(JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetInt64());
    }

    private static (long Packets, long Bytes) Counts(JsonElement region) => (region.GetProperty("packets").GetInt64(), region.GetProperty("bytes").GetInt64());

    private static long Bytes(NumberedTraffic traffic) => Enumerable.Range(0, traffic.Packets).Sum(i => (long)traffic[i].Data.Length);
}
