using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>A part that cannot be had shows as soon as that is known, not when all else has come.</summary>
public sealed class LostWhileRunningTests
{
    private const string Name = "Region 1";

    [Fact]
    public async Task SliceThatBreaksAgainAndAgain_IsAGapWhileTheNextOnesCome_AndStoredAtTheEnd()
    {
        using var pki = new TestPki();
        using var sensor = new ScriptedSensor(pki, MinuteFiles.Make(40, 50)) { FilePace = TimeSpan.FromMilliseconds(100), PiecePackets = 10 };
        sensor.Fault = (query, answer) => ScriptedSensor.Asked(query).After < MinuteFiles.At(0) ? answer with { CutAfter = 24 } : answer;
        await using var fleet = await PacketFleetProcess.StartAsync(new CompletenessSettings { Regions = [sensor.Region(Name)], SliceMinutes = 10 }.ToString());
        var id = await fleet.SubmitAsync(Answers.Query(MinuteFiles.At(0), MinuteFiles.At(40)), Name);

        var lost = Answers.Gap("cutByNetwork", MinuteFiles.At(0), MinuteFiles.At(10));
        var running = await fleet.WaitAsync(id, j => j.Of(Name).State() is not "connecting" && j.Of(Name).Gaps().Length > 0);
        running.Of(Name).State().ShouldBe("streaming", running.ToString());
        running.Of(Name).Gaps().ShouldBe([lost]);

        var job = await fleet.WaitForEndAsync(id);
        job.Of(Name).Gaps().ShouldBe([lost]);
        await fleet.ShouldHoldAsync(id, Name, sensor.Files.SelectMany(f => f.Packets).Inside(new(MinuteFiles.At(10), MinuteFiles.At(40))));
    }
}
