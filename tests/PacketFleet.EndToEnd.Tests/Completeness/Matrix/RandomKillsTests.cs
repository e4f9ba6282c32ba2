using System.Globalization;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>The program is killed at random moments, time after time; its jobs go on by themselves. <c>PACKETFLEET_KILLS</c> = how often.</summary>
public sealed class RandomKillsTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private static readonly MatrixHour Hour = MatrixHour.Busy;
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("PACKETFLEET_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    private readonly ITestOutputHelper _output = output;

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task Killed_TimeAfterTime_EveryPacketOnce(DeliveryLogKind log)
    {
        await using var program = await Fleet.StartAsync(log);
        Fleet.Relay.Pace = 150_000;
        (Fleet.Sensor.FilePace, Fleet.Sensor.PiecePackets) = (TimeSpan.FromMilliseconds(50), 20);
        var asked = Fleet.Sensor.Queries.Count;
        var jobs = new List<(long Id, TimeWindow Window)>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // There is always something to lose.
            var open = 0;
            foreach (var (id, _) in jobs)
                open += (await program.Process.JobAsync(id)).GetProperty("finishedAt").ValueKind == JsonValueKind.Null ? 1 : 0;
            for (; open < 2; open++)
            {
                var window = Anywhen();
                jobs.Add((await program.SubmitAsync(window), window));
            }

            await Task.Delay(Random.Next(20, 2500), TestContext.Current.CancellationToken);
            await program.Process.KillAsync();
            await program.Process.StartAgainAsync();
        }

        var told = 0L;
        foreach (var (id, window) in jobs)
        {
            var job = await program.Process.WaitForEndAsync(id, 120);
            job.State().ShouldBe("completed", $"{job}\n{program.Process.Output}");
            var wanted = Hour.Files.SelectMany(f => f.Packets).Inside(window).ToList();
            foreach (var name in MatrixFleet.Names)
            {
                job.Of(name).Gaps().ShouldBeEmpty();
                job.Of(name).GetProperty("deliveredPackets").GetInt64().ShouldBe(wanted.Count, job.ToString());
                if (program.Indexer is null)
                    await program.Process.ShouldHoldAsync(id, name, wanted);
                else
                    job.ShouldHaveCome(name, wanted, program.Indexer);
            }

            told += program.Indexer is null ? 0 : job.MaybeDoubled();
        }

        var doubled = program.Indexer?.Ledger.Duplicates ?? 0;
        program.Indexer?.Ledger.Violations.ShouldBeEmpty();
        _output.WriteLine($"{Kills} kills over {jobs.Count} jobs, {Fleet.Sensor.Queries.Count - asked} questions to a region; {doubled} came twice, at most {told} told");
        doubled.ShouldBeLessThanOrEqualTo(told);
    }

    // Within the hour: what is before and behind it belongs to others.
    private TimeWindow Anywhen()
    {
        var (first, last) = (Hour.Files[2].Start, Hour.Files[^3].Start);
        var from = first + (long)(Random.NextDouble() * (last - first) / 2);
        return new(new(from), new(from + (long)((0.3 + (Random.NextDouble() * 0.2)) * (last - first))));
    }
}
