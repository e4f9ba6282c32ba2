using System.Diagnostics;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>Jobs that a person stops at random moments.</summary>
public sealed class CancelTests(ITestOutputHelper output)
{
    private const string Name = "Region 1";
    private const int Files = 60;

    [Fact]
    public async Task Cancelled_AtRandomMoments_KeepsWhatCameAndTellsFromWhere()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var pki = new TestPki();
        using var sensor = new ScriptedSensor(pki, MinuteFiles.Make(Files, 100)) { FilePace = TimeSpan.FromMilliseconds(50), PiecePackets = 10 };
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 10 }.ToString());
        var window = new TimeWindow(MinuteFiles.At(1.5), MinuteFiles.At(Files - 1.5));
        var wanted = sensor.Files.SelectMany(f => f.Packets).Inside(window).ToList();
        for (var round = 0; round < 6; round++)
        {
            var id = await fleet.SubmitAsync(Answers.Query(window.After, window.Before), Name);
            await Task.Delay(random.Next(0, 2500), TestContext.Current.CancellationToken);
            var since = Stopwatch.StartNew();
            using (var cancelled = await fleet.Http.PostAsync($"/api/v1/jobs/{id}/cancel", null))
                cancelled.IsSuccessStatusCode.ShouldBeTrue();
            var region = (await fleet.WaitForEndAsync(id, 10)).Of(Name);
            output.WriteLine($"{since.Elapsed.TotalSeconds:N1} s: {region}");
            since.Elapsed.TotalSeconds.ShouldBeLessThan(4);
            region.State().ShouldBe("cancelled");
            region.Verdict().ShouldBe("missing");

            var gap = region.GetProperty("gaps").EnumerateArray().ShouldHaveSingleItem();
            gap.GetProperty("kind").GetString().ShouldBe("cancelled");
            gap.GetProperty("to").GetString().ShouldBe(window.Before.ToString());
            var from = PacketTime.From(gap.GetProperty("from").GetDateTimeOffset());
            var held = wanted.Where(p => p.Time < from.Nanoseconds).ToList();
            var kept = (int)region.GetProperty("packets").GetInt64();
            kept.ShouldBeInRange(held.Count, held.Count + 1, "What came up to the gap is kept.");
            await fleet.ShouldHoldAsync(id, Name, wanted.Take(kept));

            if (round % 3 != 0)
                continue;
            using (var retried = await fleet.Http.PostAsync($"/api/v1/jobs/{id}/retry", null))
                retried.IsSuccessStatusCode.ShouldBeTrue();
            var whole = await fleet.WaitAsync(id, j => j.State() == "completed");
            whole.Of(Name).Gaps().ShouldBeEmpty();
            await fleet.ShouldHoldAsync(id, Name, wanted);
        }
    }
}
