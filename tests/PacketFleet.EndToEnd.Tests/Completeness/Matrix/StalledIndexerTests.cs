using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>An indexer that takes nothing for longer than a region gives an answer: what the region ends meanwhile looks whole, and is not.</summary>
public sealed class StalledIndexerTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private const int AnswerSeconds = 8;
    private static readonly MatrixHour Hour = MatrixHour.Large;

    [Theory]
    [MemberData(nameof(AllSinks))]
    public async Task IndexerStalled_PastTheRegionsDeadline(DeliveryLogKind log)
    {
        await using var program = await Fleet.StartAsync(
            log, s => s with { AnswerSeconds = AnswerSeconds, StallSeconds = 60, SliceMinutes = 60, SpoolMaxMegabytes = 4 }, withIndexer: true);
        Fleet.Sensor.Limit = TimeSpan.FromSeconds(AnswerSeconds);
        var asked = Fleet.Sensor.Queries.Count;
        program.Indexer!.Faults.Stall = true;
        var id = await program.SubmitAsync(Hour.Window);
        (await Eventually.IsAsync(() => Fleet.Sensor.Queries.Count > asked)).ShouldBeTrue();
        await Task.Delay(TimeSpan.FromSeconds(AnswerSeconds + 4), TestContext.Current.CancellationToken);
        var stalled = await program.Process.JobAsync(id);
        Tell(stalled, "stalled");
        stalled.GetProperty("finishedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, stalled.ToString());

        // An archive takes everything meanwhile; else the region waits too.
        Fleet.Sensor.Queries[asked].Ended.IsCompleted.ShouldBe(log == DeliveryLogKind.Archive);
        program.Indexer.Faults.Stall = false;
        var job = await program.ShouldEndAsync(
            id, Hour.Window, mayDouble: log != DeliveryLogKind.Archive, seconds: 90, regions: [.. MatrixFleet.Names.Select(n => RegionShould.BeComplete(n, Hour))]);
        Tell(job, $"{Fleet.Sensor.Queries.Count - asked} questions");
        (Fleet.Sensor.Queries.Count - asked).ShouldBeGreaterThan(log == DeliveryLogKind.Archive ? 0 : 1);
    }
}
