using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>Clocks of regions that are five minutes ahead and behind, beside a real one that captures nothing.</summary>
public sealed class ClocksTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    private const string Ahead = "Ahead";
    private const string Behind = "Behind";

    [Theory]
    [MemberData(nameof(Sinks))]
    public async Task ClocksFiveMinutesOff(DeliveryLogKind log)
    {
        using var pki = new TestPki();
        var now = DateTimeOffset.UtcNow;
        using var ahead = Capturing(pki, now, TimeSpan.FromMinutes(5));
        using var behind = Capturing(pki, now, TimeSpan.FromMinutes(-5));
        await using var program = await Fleet.StartAsync(log, s => s with { Regions = [ahead.Region(Ahead), behind.Region(Behind), Fleet.Regions[0]] });

        // Long ago for both of them.
        var old = new TimeWindow(Whole(now.AddMinutes(-20)), Whole(now.AddMinutes(-10)));
        var idle = RegionShould.NotHold(MatrixFleet.Untouched, [], "noCapture", old.After!.Value, old.Before!.Value);
        var id = await program.SubmitAsync(old, regions: [Ahead, Behind, MatrixFleet.Untouched]);
        var job = await program.ShouldEndAsync(id, old, regions: [Complete(ahead, Ahead), Complete(behind, Behind), idle]);
        Tell(job, "long ago");

        // Up to now: each has all but what it is writing by its own clock, and none is taken to have stopped.
        var recent = new TimeWindow(old.After, Whole(now));
        id = await program.SubmitAsync(recent, waitForRecent: false, [Ahead, Behind, MatrixFleet.Untouched]);
        job = await program.Process.WaitForEndAsync(id);
        job = await program.ShouldEndAsync(
            id,
            recent,
            regions:
            [
                new(Ahead, [.. ahead.AllFiles.SelectMany(f => f.Packets).Inside(recent)], "complete"),
                Recent(behind, Behind),
                idle with { Gaps = [Answers.Gap("noCapture", recent.After!.Value, recent.Before!.Value)] },
            ]);
        Tell(job, "up to now");

        // With an open end "now" is what each says it is.
        id = await program.SubmitAsync(recent with { Before = null }, waitForRecent: false, [Ahead, Behind]);
        job = await program.Process.WaitForEndAsync(id);
        Tell(job, "open");
        foreach (var (sensor, name) in new[] { (ahead, Ahead), (behind, Behind) })
        {
            job.Of(name).Verdict().ShouldBe("absent");
            job.Of(name).Gaps().ShouldHaveSingleItem().ShouldStartWith($"tooRecent {new PacketTime(sensor.Files[^1].Start)} ");
        }

        RegionShould Complete(ScriptedSensor sensor, string name) => new(name, [.. sensor.AllFiles.SelectMany(f => f.Packets).Inside(old)], "complete");

        // What came of the file that is being written is kept, as far as it was written when it was asked.
        RegionShould Recent(ScriptedSensor sensor, string name)
        {
            var (horizon, came) = (new PacketTime(sensor.Files[^1].Start), (int)job.Of(name).GetProperty("packets").GetInt64());
            var written = sensor.AllFiles.SelectMany(f => f.Packets).Inside(recent).Take(came).ToList();
            written[^1].Time.ShouldBeInRange(horizon.Nanoseconds, PacketTime.From(now).Nanoseconds);
            return RegionShould.NotHold(name, written, "tooRecent", horizon, recent.Before!.Value);
        }
    }

    // Its newest file was begun half a minute ago by its own clock, and is being written.
    private static ScriptedSensor Capturing(TestPki pki, DateTimeOffset now, TimeSpan skew)
    {
        var start = Whole(now + skew).Nanoseconds - (40 * MinuteFiles.Minute) - (MinuteFiles.Minute / 2);
        return new(pki, MinuteFiles.Make(41, 60, start)) { Skew = skew, Clock = () => PacketTime.From(DateTimeOffset.UtcNow + skew).Nanoseconds };
    }

    private static PacketTime Whole(DateTimeOffset moment) => PacketTime.FromSeconds(moment.ToUnixTimeSeconds());
}
