using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Windows that end now, while the region is still writing what they ask for.</summary>
public sealed class RecentTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int FileSeconds = 10;
    private const int LagSeconds = 5;

    [Fact]
    public async Task EndsNow_WaitsWithoutASlotAndFetchesTheRest()
    {
        using var pki = new TestPki();
        using var sensor = Capturing(pki, DateTimeOffset.UtcNow);
        await using var fleet = await StartAsync(sensor);
        await FileBeginsAsync(sensor);
        var now = Now();
        var window = new TimeWindow(now.Add(TimeSpan.FromMinutes(-3)), now);
        var since = Stopwatch.StartNew();
        var id = await SubmitAsync(fleet, window);
        var waiting = await fleet.WaitAsync(id, j => j.Of(Name).State() == "waiting", 15);
        output.WriteLine(waiting.Of(Name).GetProperty("reason").GetString()!);
        waiting.Of(Name).GetProperty("reason").GetString()!.ShouldStartWith("Region 1 has written up to ");

        // One fetch at a time: another job has the slot meanwhile.
        var other = new TimeWindow(now.Add(TimeSpan.FromMinutes(-2)), now.Add(TimeSpan.FromMinutes(-1)));
        var second = await SubmitAsync(fleet, other);
        var ended = await fleet.WaitForEndAsync(second, 10);
        ended.State().ShouldBe("completed", ended.ToString());
        await fleet.ShouldHoldAsync(second, Name, sensor.AllFiles.SelectMany(f => f.Packets).Inside(other));
        (await fleet.JobAsync(id)).Of(Name).State().ShouldBe("waiting");

        var job = await fleet.WaitForEndAsync(id, 40);
        output.WriteLine($"{since.Elapsed.TotalSeconds:N1} s: {job.Of(Name)}");
        job.State().ShouldBe("completed");
        job.Of(Name).Gaps().ShouldBeEmpty();
        since.Elapsed.TotalSeconds.ShouldBeLessThan(FileSeconds + LagSeconds + 10);
        await fleet.ShouldHoldAsync(id, Name, sensor.AllFiles.SelectMany(f => f.Packets).Inside(window));
    }

    [Fact]
    public async Task NotToWait_TooRecentAtOnce_AndRetryFetchesIt()
    {
        using var pki = new TestPki();
        using var sensor = Capturing(pki, DateTimeOffset.UtcNow);
        await using var fleet = await StartAsync(sensor);
        await FileBeginsAsync(sensor);
        var now = Now();
        var window = new TimeWindow(now.Add(TimeSpan.FromMinutes(-1)), now);
        var horizon = new PacketTime(sensor.Files[^1].Start);
        var id = await SubmitAsync(fleet, window, wait: false);
        var region = (await fleet.WaitForEndAsync(id, 8)).Of(Name);
        output.WriteLine(region.ToString());
        region.Verdict().ShouldBe("absent");
        var gap = region.Gaps().ShouldHaveSingleItem();
        gap.ShouldStartWith("tooRecent ");
        gap.ShouldEndWith($" {now}");
        PacketTime.From(region.GetProperty("gaps")[0].GetProperty("from").GetDateTimeOffset()).ShouldBeGreaterThanOrEqualTo(horizon);

        await Task.Delay(TimeSpan.FromSeconds(FileSeconds + 1), TestContext.Current.CancellationToken);
        using var retried = await fleet.Http.PostAsync($"/api/v1/jobs/{id}/retry", null);
        var whole = await fleet.WaitAsync(id, j => j.Of(Name).GetProperty("attempt").GetInt32() == 2 && j.GetProperty("finishedAt").ValueKind == JsonValueKind.String);
        whole.Of(Name).Verdict().ShouldBe("complete", whole.ToString());
        await fleet.ShouldHoldAsync(id, Name, sensor.AllFiles.SelectMany(f => f.Packets).Inside(window));
    }

    [Fact]
    public async Task NotCapturing_IsNotWaitedFor()
    {
        using var pki = new TestPki();
        using var sensor = Capturing(pki, DateTimeOffset.UtcNow.AddMinutes(-5));
        sensor.Clock = null;
        foreach (var file in sensor.Files.Where(f => f.Start > Now().Add(TimeSpan.FromMinutes(-2)).Nanoseconds))
            sensor.Delete(file);
        await using var fleet = await StartAsync(sensor);
        var now = Now();
        var window = new TimeWindow(now.Add(TimeSpan.FromMinutes(-4)), now);
        var id = await SubmitAsync(fleet, window);
        var region = (await fleet.WaitForEndAsync(id, 8)).Of(Name);
        output.WriteLine(region.ToString());
        region.Verdict().ShouldBe("absent");
        region.Gaps().ShouldBe([Answers.Gap("noCapture", new PacketTime(sensor.Files[^1].Start).Add(TimeSpan.FromSeconds(FileSeconds)), now)]);
        await fleet.ShouldHoldAsync(id, Name, sensor.Files.SelectMany(f => f.Packets).Inside(window));
    }

    private static Task<PacketFleetProcess> StartAsync(ScriptedSensor sensor) => PacketFleetProcess.StartAsync(
        new CompletenessSettings { Regions = [sensor.Region(Name) with { MaxConcurrentFetches = 1 }], CaptureLagSeconds = LagSeconds }.ToString());

    private static PacketTime Now() => PacketTime.FromSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    // Right behind the start of a file: the next one would show that all is on the disk.
    private static async Task FileBeginsAsync(ScriptedSensor sensor)
    {
        var newest = sensor.Files[^1].Start;
        (await Eventually.IsAsync(() => sensor.Files[^1].Start > newest)).ShouldBeTrue();
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
    }

    // Ten minutes behind, and five to come.
    private static ScriptedSensor Capturing(TestPki pki, DateTimeOffset now) =>
        new(pki, MinuteFiles.Make(90, 50, PacketTime.FromSeconds(now.ToUnixTimeSeconds() - 600).Nanoseconds, FileSeconds * PacketTime.Second))
        {
            FileSeconds = FileSeconds,
            Clock = () => PacketTime.From(DateTimeOffset.UtcNow).Nanoseconds,
        };

    private static async Task<long> SubmitAsync(PacketFleetProcess fleet, TimeWindow window, bool wait = true)
    {
        using var answer = await fleet.Http.PostAsJsonAsync("/api/v1/jobs", new { query = Answers.Query(window.After, window.Before), regions = new[] { Name }, waitForRecent = wait });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(job.ToString());
        return job.GetProperty("id").GetInt64();
    }
}
