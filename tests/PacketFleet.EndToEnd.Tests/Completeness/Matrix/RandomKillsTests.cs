using System.Diagnostics;
using System.Globalization;
using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>
/// The program is killed at random moments between its start and a little after the usual end of its jobs, time after time; its jobs go
/// on by themselves. <c>PACKETFLEET_KILLS</c> = how often in all; see <c>bench/kills.sh</c>.
/// </summary>
public sealed class RandomKillsTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("PACKETFLEET_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 50;

    private static readonly (DeliveryLogKind Log, bool WithIndexer)[] Ways =
        [(DeliveryLogKind.Archive, false), (DeliveryLogKind.Archive, true), (DeliveryLogKind.Spool, true), (DeliveryLogKind.Memory, true)];

    private readonly ITestOutputHelper _output = output;

    [Fact]
    public async Task KilledTimeAfterTime_InAllWays_EveryPacketOnce()
    {
        Fleet.Relay.Pace = 150_000;
        (Fleet.Sensor.FilePace, Fleet.Sensor.PiecePackets) = (TimeSpan.FromMilliseconds(50), 20);
        var since = Stopwatch.StartNew();
        var seed = Random.Next();

        // Two at a time: while one waits for its moment, the other starts.
        await Parallel.ForAsync(0, Ways.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (way, _) =>
        {
            var (log, withIndexer) = Ways[way];
            var kills = (Kills / Ways.Length) + (way == 0 ? Kills % Ways.Length : 0);
            await using var killed = await KilledProgram.StartAsync(Fleet, log, withIndexer, new Random(seed + way));
            var told = await killed.RunAsync(kills);
            _output.WriteLine($"{log}{(withIndexer ? " and Gravwell" : "")}: {told}");
        });
        _output.WriteLine($"{Kills} kills in {since.Elapsed.TotalSeconds:N0} s");
    }
}
