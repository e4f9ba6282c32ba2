using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>Files that regions delete while they answer: one job asks four of them, beside two that delete nothing.</summary>
public sealed class AgeingTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private static readonly MatrixHour Hour = MatrixHour.Sound;

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task AgedOut_InMidQuery(DeliveryLogKind log)
    {
        using var pki = new TestPki();
        (string Name, ScriptedSensor Sensor)[] regions =
        [
            // The first is sent; the next two are gone by the time it comes to them.
            ("Before it is read", Deleting(pki, at: 1, files: 3, positions: false)),
            ("Before it is read, counted", Deleting(pki, at: 1, files: 3, positions: true)),
            ("Once it is sent", Deleting(pki, at: 5, files: 1, positions: false)),
            ("Once it is sent, counted", Deleting(pki, at: 5, files: 1, positions: true)),
        ];
        try
        {
            await using var program = await Fleet.StartAsync(log, s => s with { Regions = [.. Fleet.Regions.Take(2), .. regions.Select(r => r.Sensor.Region(r.Name))] });
            var id = await program.SubmitAsync(Hour.Window, regions: [MatrixFleet.Untouched, MatrixFleet.Real, .. regions.Select(r => r.Name)]);
            var lost = Hour.Without(p => p.Time >= Hour.Files[1].Start && p.Time < Hour.Files[3].Start);

            // Where its index cannot be counted, nobody knows whether a file was sent whole before it went.
            var job = await program.ShouldEndAsync(
                id,
                Hour.Window,
                mayDouble: true,
                regions:
                [
                    RegionShould.BeComplete(MatrixFleet.Untouched, Hour),
                    RegionShould.BeComplete(MatrixFleet.Real, Hour),
                    RegionShould.NotHold(regions[0].Name, lost, "olderThanRetention", Hour.Window.After!.Value, new(Hour.Files[3].Start)),
                    RegionShould.NotHold(regions[1].Name, lost, "olderThanRetention", Hour.Window.After!.Value, new(Hour.Files[3].Start)),
                    RegionShould.NotHold(regions[2].Name, Hour.Wanted, "olderThanRetention", Hour.Window.After!.Value, new(Hour.Files[1].Start)),
                    RegionShould.BeComplete(regions[3].Name, Hour),
                ]);
            Tell(job, "aged out");
        }
        finally
        {
            foreach (var (_, sensor) in regions)
                sensor.Dispose();
        }
    }

    private static ScriptedSensor Deleting(TestPki pki, int at, int files, bool positions)
    {
        var sensor = new ScriptedSensor(pki, Hour.Files) { PiecePackets = 50, TellsPositions = positions };
        sensor.Reading = read =>
        {
            if (read.Start != Hour.Files[at].Start)
                return;
            foreach (var old in Hour.Files.Take(files))
                sensor.Delete(old);
        };
        return sensor;
    }
}
