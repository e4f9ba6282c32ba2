using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Pictures;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Pictures;

public sealed class CoverageTests
{
    private static readonly CoverageAxis Axis = new(At("11:00"), At("15:00"));

    [Fact]
    public void Done_WithoutGaps_IsCoveredWhole() => Told(Complete("A")).ShouldBe("Covered 0–100");

    [Fact]
    public void Queued_IsAThread() => Told(Fetch("A", FetchState.Queued)).ShouldBe("NotAsked 0–100");

    [Fact]
    public void Waiting_ShowsWhatItHasAndNothingInProgress() => Told(Fetch("A", FetchState.Waiting, 0.5)).ShouldBe("Covered 0–50, NotAsked 50–100");

    [Fact]
    public void Streaming_MarksWhereItReads() => Told(Fetch("A", FetchState.Streaming, 0.5)).ShouldBe("Covered 0–50, Running 50–58, NotAsked 58–100");

    [Fact]
    public void Streaming_AtItsEnd_StillShowsTheMark() => Told(Fetch("A", FetchState.Streaming, 1)).ShouldBe("Covered 0–96, Running 96–100");

    [Fact]
    public void Streaming_WithUnknownProgress_ClaimsNothing() => Told(Fetch("A", FetchState.Streaming)).ShouldBe("Reading 0–100");

    [Fact]
    public void Gap_InTheMiddle_CutsWhatIsCovered() =>
        Told(Fetch("A", FetchState.Done, 1, Verdict.Missing, 5, null, Gap(GapKind.CutByNetwork, "12:00", "13:00"))).ShouldBe("Covered 0–25, Missing 25–50, Covered 50–100");

    [Fact]
    public void Gap_WithOpenEnds_ReachesTheEdges() =>
        Told(Fetch("A", FetchState.Done, 1, Verdict.Missing, 5, null, Gap(GapKind.OlderThanRetention, null, "12:00"), Gap(GapKind.CutByServer, "14:00", null)))
            .ShouldBe("Absent 0–25, Covered 25–75, Missing 75–100");

    [Fact]
    public void Gaps_ThatOverlap_ShowTheMissingOne() =>
        Told(Fetch("A", FetchState.Done, 1, Verdict.Missing, 5, null, Gap(GapKind.CutByServer, "12:00", "14:00"), Gap(GapKind.NoCapture, "13:00", "15:00")))
            .ShouldBe("Covered 0–25, Missing 25–75, Absent 75–100");

    [Fact]
    public void Gap_OfNoLength_IsKept() =>
        Told(Fetch("A", FetchState.Done, 1, Verdict.Missing, 5, null, Gap(GapKind.CutByServer, "12:00", "12:00"))).ShouldBe("Covered 0–25, Missing 25–25, Covered 25–100");

    [Fact]
    public void Cancelled_IsNoAlarm() =>
        Told(Fetch("A", FetchState.Cancelled, 0.25, Verdict.Missing, 5, null, Gap(GapKind.Cancelled, "12:00", null))).ShouldBe("Covered 0–25, Cancelled 25–100");

    [Fact]
    public void Failed_WithoutGaps_MissesWhatWasNotRead()
    {
        Told(Fetch("A", FetchState.Failed)).ShouldBe("Missing 0–100");
        Told(Fetch("A", FetchState.Failed, 0.25)).ShouldBe("Covered 0–25, Missing 25–100");
    }

    [Fact]
    public void Segments_OfRandomFetches_FillTheBarWithoutHole()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var gaps = Enumerable.Range(0, random.Next(5)).Select(_ =>
            {
                var (a, b) = (random.Next(600, 960), random.Next(600, 960));
                return new Gap((GapKind)random.Next(8), random.Next(5) == 0 ? null : At($"{Math.Min(a, b) / 60}:{Math.Min(a, b) % 60}"), random.Next(5) == 0 ? null : At($"{Math.Max(a, b) / 60}:{Math.Max(a, b) % 60}"), "r" + random.Next(3));
            }).ToArray();
            var fetch = Fetch("A", (FetchState)random.Next(8), random.Next(3) == 0 ? null : random.NextDouble(), random.Next(2) == 0 ? null : (Verdict)random.Next(3), 1, null, gaps);
            var segments = Coverage.Of(fetch, random.Next(4) == 0 ? CoverageAxis.Unknown : Axis);

            segments[0].From.ShouldBe(0);
            segments[^1].To.ShouldBe(1);
            for (var i = 1; i < segments.Count; i++)
                segments[i].From.ShouldBe(segments[i - 1].To, $"seed {seed} round {round}");
        }
    }

    [Fact]
    public void Axis_OfAnOpenEnd_EndsAtSubmission() =>
        CoverageAxis.For(Job(1, JobState.Running, Complete("A")) with { Window = Window("14:45", null) }).ShouldBe(new CoverageAxis(At("14:45"), PacketFleet.Wire.PacketTime.From(Now.AddMinutes(-10))));

    [Fact]
    public void Axis_OfAnOpenStart_BeginsAtTheEarliestKnown()
    {
        var job = Job(1, JobState.Running, Complete("A") with { FirstPacket = At("09:30"), LastPacket = At("14:00") }, Fetch("B", gaps: Gap(GapKind.NoCapture, "09:10", "09:20"))) with { Window = Window(null, "15:00") };
        CoverageAxis.For(job).ShouldBe(new CoverageAxis(At("09:10"), At("15:00")));
        CoverageAxis.For(job with { Regions = [Fetch("A", FetchState.Queued)] }).IsKnown.ShouldBeFalse();
    }

    private static string Told(FetchSnapshot fetch) => string.Join(", ", Coverage.Of(fetch, Axis).Select(s => $"{s.Kind} {s.From * 100:0}–{s.To * 100:0}"));
}
