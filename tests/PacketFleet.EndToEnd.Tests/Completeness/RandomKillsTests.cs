using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>The program is killed at random moments, time after time; its jobs go on by themselves. <c>PACKETFLEET_KILLS</c> = how often.</summary>
public sealed class RandomKillsTests(ITestOutputHelper output)
{
    private const int Files = 90;
    private const int Packets = 60;

    private static readonly string[] Names = ["Region 1", "Region 2"];
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("PACKETFLEET_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Killed_TimeAfterTime_EveryPacketOnce(DeliveryLogKind log)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var pki = new TestPki();
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        using var first = Sensor(pki, 0);
        using var second = Sensor(pki, 7);
        ScriptedSensor[] sensors = [first, second];
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings
        {
            Regions = [.. sensors.Zip(Names, (s, n) => s.Region(n))],
            SliceMinutes = 15,
            Log = log,
            Targets = log == DeliveryLogKind.Archive ? [] : [indexer.Target],
        }.ToString());

        var jobs = new List<(long Id, TimeWindow Window)>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // There is always something to lose.
            var open = 0;
            foreach (var (id, _) in jobs)
                open += (await fleet.JobAsync(id)).GetProperty("finishedAt").ValueKind == JsonValueKind.Null ? 1 : 0;
            for (; open < 2; open++)
            {
                var from = random.Next(-5, Files / 2);
                var window = new TimeWindow(MinuteFiles.At(from + random.NextDouble()), MinuteFiles.At(from + (Files / 3) + random.Next(Files / 2)));
                jobs.Add((await SubmitAsync(fleet, window), window));
            }

            await Task.Delay(random.Next(20, 2500), TestContext.Current.CancellationToken);
            await fleet.KillAsync();
            await fleet.StartAgainAsync();
        }

        var (doubled, told) = (0L, 0L);
        foreach (var (id, window) in jobs)
        {
            var job = await fleet.WaitForEndAsync(id, 120);
            job.State().ShouldBe("completed", $"{job}\n{fleet.Output}");
            foreach (var (sensor, name) in sensors.Zip(Names))
            {
                var expected = sensor.Files.SelectMany(f => f.Packets).Inside(window).ToList();
                job.Of(name).GetProperty("deliveredPackets").GetInt64().ShouldBe(expected.Count, job.ToString());
                if (log == DeliveryLogKind.Archive)
                    await fleet.ShouldHoldAsync(id, name, expected);
                else
                    job.ShouldHaveCome(name, expected, indexer);
            }

            told += log == DeliveryLogKind.Archive ? 0 : job.MaybeDoubled();
        }

        if (log != DeliveryLogKind.Archive)
        {
            doubled = indexer.Ledger.Duplicates;
            indexer.Ledger.Violations.ShouldBeEmpty();
        }

        output.WriteLine($"{Kills} kills over {jobs.Count} jobs, {sensors.Sum(s => s.Queries.Count)} questions; {doubled} came twice, at most {told} told");
        doubled.ShouldBeLessThanOrEqualTo(told);
    }

    private static ScriptedSensor Sensor(TestPki pki, int late) =>
        new(pki, MinuteFiles.Make(Files, Packets, MinuteFiles.Start + (late * PacketTime.Second))) { FilePace = TimeSpan.FromMilliseconds(40), PiecePackets = 20, TellsPositions = true };

    private static async Task<long> SubmitAsync(PacketFleetProcess fleet, TimeWindow window)
    {
        using var answer = await fleet.Http.PostAsJsonAsync("/api/v1/jobs", new { query = Answers.Query(window.After, window.Before), regions = Names, source = "100" });
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(job.ToString());
        return job.GetProperty("id").GetInt64();
    }
}
