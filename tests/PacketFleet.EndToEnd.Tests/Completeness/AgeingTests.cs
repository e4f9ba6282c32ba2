using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Files that a region deletes while it answers, and clocks that are wrong.</summary>
public sealed class AgeingTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int Files = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeletedBeforeItIsRead_IsToldAndAllElseComes(bool positions)
    {
        using var pki = new TestPki();
        using var sensor = new ScriptedSensor(pki, MinuteFiles.Make(Files, 100)) { TellsPositions = positions };
        var files = sensor.Files;
        sensor.Reading = file =>
        {
            // The first is sent; the next two are gone by the time it comes to them.
            if (file.Start == files[1].Start)
            {
                foreach (var old in files.Take(3))
                    sensor.Delete(old);
            }
        };
        var region = await FetchAsync(sensor, [.. files.Where((_, i) => i is not (1 or 2))]);
        region.Verdict().ShouldBe("absent");
        region.Gaps().ShouldBe([Answers.Gap("olderThanRetention", MinuteFiles.At(0), MinuteFiles.At(3))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeletedOnceItIsSent_IsWholeWhereTheIndexTells(bool positions)
    {
        using var pki = new TestPki();
        using var sensor = new ScriptedSensor(pki, MinuteFiles.Make(Files, 100)) { TellsPositions = positions };
        var files = sensor.Files;
        sensor.Reading = file =>
        {
            if (file.Start == files[10].Start)
                sensor.Delete(files[0]);
        };
        var region = await FetchAsync(sensor, files);
        region.Verdict().ShouldBe(positions ? "complete" : "absent");
        region.Gaps().ShouldBe(positions ? [] : [Answers.Gap("olderThanRetention", MinuteFiles.At(0), MinuteFiles.At(1))]);
    }

    [Fact]
    public async Task ClocksFiveMinutesOff_EachRegionIsJudgedByItsOwn()
    {
        using var pki = new TestPki();
        var now = DateTimeOffset.UtcNow;
        using var ahead = Capturing(pki, now, TimeSpan.FromMinutes(5));
        using var behind = Capturing(pki, now, TimeSpan.FromMinutes(-5));
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [ahead.Region("Ahead"), behind.Region("Behind")] }.ToString());

        // Long ago for both of them.
        var old = new TimeWindow(Whole(now.AddMinutes(-20)), Whole(now.AddMinutes(-10)));
        var id = await SubmitAsync(fleet, Answers.Query(old.After, old.Before));
        var job = await fleet.WaitForEndAsync(id);
        job.State().ShouldBe("completed", job.ToString());
        foreach (var (sensor, name) in new[] { (ahead, "Ahead"), (behind, "Behind") })
        {
            job.Of(name).Verdict().ShouldBe("complete", job.ToString());
            await fleet.ShouldHoldAsync(id, name, sensor.AllFiles.SelectMany(f => f.Packets).Inside(old));
        }

        // Up to now: each has all but what it is writing by its own clock, and none is taken to have stopped.
        id = await SubmitAsync(fleet, Answers.Query(Whole(now.AddMinutes(-20)), null));
        job = await fleet.WaitForEndAsync(id);
        output.WriteLine(job.ToString());
        foreach (var (sensor, name) in new[] { (ahead, "Ahead"), (behind, "Behind") })
        {
            var horizon = new PacketTime(sensor.Files[^1].Start);
            var gap = job.Of(name).GetProperty("gaps").EnumerateArray().ShouldHaveSingleItem();
            gap.GetProperty("kind").GetString().ShouldBe("tooRecent");
            gap.GetProperty("from").GetString().ShouldBe(horizon.ToString());
        }
    }

    private async Task<JsonElement> FetchAsync(ScriptedSensor sensor, IReadOnlyList<SensorFile> expected)
    {
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)] }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(MinuteFiles.At(0), MinuteFiles.At(Files)), Name);
        var region = (await fleet.WaitForEndAsync(id)).Of(Name);
        output.WriteLine(region.ToString());
        await fleet.ShouldHoldAsync(id, Name, expected.SelectMany(f => f.Packets));
        return region;
    }

    // Its newest file was begun half a minute ago by its own clock, and is being written.
    private static ScriptedSensor Capturing(TestPki pki, DateTimeOffset now, TimeSpan skew)
    {
        var start = Whole(now + skew).Nanoseconds - (40 * MinuteFiles.Minute) - (MinuteFiles.Minute / 2);
        return new(pki, MinuteFiles.Make(41, 60, start)) { Skew = skew, Clock = () => PacketTime.From(DateTimeOffset.UtcNow + skew).Nanoseconds };
    }

    private static PacketTime Whole(DateTimeOffset moment) => PacketTime.FromSeconds(moment.ToUnixTimeSeconds());

    private static async Task<long> SubmitAsync(PacketFleetProcess fleet, string query)
    {
        using var answer = await fleet.Http.PostAsJsonAsync("/api/v1/jobs", new { query, regions = new[] { "Ahead", "Behind" }, waitForRecent = false });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(job.ToString());
        return job.GetProperty("id").GetInt64();
    }
}
