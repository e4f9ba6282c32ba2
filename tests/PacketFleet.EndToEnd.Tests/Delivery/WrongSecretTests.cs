using System.Diagnostics;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The indexer does not take our secret: it is told, waited for without being hammered, and people can let it be.</summary>
public sealed class WrongSecretTests
{
    private readonly NumberedTraffic _traffic = new(2000);

    [Fact]
    public async Task Refused_IsTold_WaitsAndCanBeCancelled()
    {
        await using var fleet = new TrafficFleet(_traffic);
        await fleet.StartAsync(s => s with { Secret = "NotTheirs", LogLevel = "Verbose" });
        var indexer = await fleet.WaitForIndexerAsync("refused");
        var next = indexer.GetProperty("nextAttempt").GetDateTimeOffset();
        (next - DateTimeOffset.UtcNow).TotalMinutes.ShouldBeInRange(4, 5);
        indexer.GetProperty("reason").GetString().ShouldBe($"{fleet.Indexer.Target} does not accept our ingest secret: check IngestSecret; tried again at {next:HH:mm} UTC.");

        var id = await fleet.SubmitAsync();
        var draining = await fleet.WaitAsync(id, r => r.GetProperty("reason").GetString() is not null);
        draining.GetProperty("state").GetString().ShouldBe("draining");
        draining.GetProperty("reason").GetString().ShouldBe("All read; Gravwell has 0 of 2,000 packets (no indexer takes our entries).");
        await Task.Delay(TimeSpan.FromSeconds(20));
        fleet.Indexer.Accepted.ShouldBe(1);
        (await fleet.Program.JobAsync(id)).GetProperty("state").GetString().ShouldBe("running");

        var since = Stopwatch.StartNew();
        (await fleet.Program.Http.PostAsync($"/api/v1/jobs/{id}/cancel", null)).EnsureSuccessStatusCode();
        var job = await fleet.Program.WaitForEndAsync(id);
        since.Elapsed.TotalSeconds.ShouldBeLessThan(3);
        job.GetProperty("state").GetString().ShouldBe("cancelled");
        var region = OldLossesOfJobsTests.Region(job, TrafficFleet.RegionName);
        (region.GetProperty("packets").GetInt64(), region.GetProperty("verdict").GetString()).ShouldBe((2000, "missing"));
        region.GetProperty("reason").GetString()!.ShouldEndWith("Gravwell has 0 of 2,000 packets of Region 1; Retry delivers the rest.");
        fleet.Received.ShouldBe(0);
        fleet.Program.Output.ShouldNotContain("NotTheirs");
        (await fleet.Program.StopAsync()).ShouldBe(0);
        var logs = Directory.GetFiles(Path.Combine(fleet.Program.Directory, "data", "logs"));
        logs.ShouldNotBeEmpty();
        foreach (var log in logs)
            (await File.ReadAllTextAsync(log)).ShouldNotContain("NotTheirs");
    }
}
