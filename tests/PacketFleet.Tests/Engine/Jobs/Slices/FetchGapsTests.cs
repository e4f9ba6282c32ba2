using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class FetchGapsTests
{
    private const int Now = 100_000;
    private static readonly RegionHoldings Holds = Held.Of(Now, Held.Minutes(90_000, 99_960));

    [Fact]
    public void Find_AllAnsweredAndHeld_CompleteWithoutAssumption()
    {
        var coverage = Find(95_000, 99_000, Holds, Whole(95_000, 97_000), Whole(97_000, 99_000));
        coverage.Gaps.ShouldBeEmpty();
        (coverage.Verdict, coverage.Assumption).ShouldBe((Verdict.Complete, null));
    }

    [Fact]
    public void Find_RegionTellsNothing_SaysWhatIsAssumed()
    {
        var coverage = Find(95_000, 99_000, Held.Unknown(Now), Whole(95_000, 99_000));
        coverage.Verdict.ShouldBe(Verdict.Complete);
        coverage.Assumption.ShouldBe("Region 1 does not tell what it holds (HTTP 404). Its answers are taken as whole where they ended well.");
    }

    [Theory]
    [InlineData(0, 7, null)]
    [InlineData(1, 7, "Region 1's index could not be counted for 1 of 7 slices; that is taken as whole since its answer ended well.")]
    [InlineData(2, 7, "Region 1's index could not be counted for 2 of 7 slices; those are taken as whole since their answers ended well.")]
    [InlineData(7, 7, "Region 1's index could not be counted; its answers are taken as whole where they ended well.")]
    [InlineData(1, 1, "Region 1's index could not be counted; its answers are taken as whole where they ended well.")]
    public void Find_IndexNotCounted_SaysOfHowManySlices(int uncounted, int slices, string? says)
    {
        SliceResult[] results = [.. Enumerable.Range(0, slices).Select(i => Whole(90_000 + (i * 1000), 91_000 + (i * 1000)) with { Uncounted = i < uncounted })];
        Find(90_000, 90_000 + (slices * 1000), Holds, results).Assumption.ShouldBe(says);
        Find(90_000, 90_000 + (slices * 1000), Holds, [.. results, Failed(98_000, 99_000) with { Uncounted = true }]).Assumption.ShouldBe(says);
    }

    [Fact]
    public void Find_NotCountedAndNothingTold_SaysOnlyThatNothingIs()
    {
        var coverage = Find(95_000, 99_000, Held.Unknown(Now), Whole(95_000, 99_000) with { Uncounted = true });
        coverage.Assumption.ShouldBe("Region 1 does not tell what it holds (HTTP 404). Its answers are taken as whole where they ended well.");
    }

    [Fact]
    public void Find_NotCountedAndOldestUnknown_SaysBoth()
    {
        var coverage = Find(80_000, 99_000, Holds with { Oldest = null }, Whole(80_000, 99_000) with { Uncounted = true });
        coverage.Assumption.ShouldNotBeNull().ShouldStartWith("Region 1 does not tell its oldest packet; ");
        coverage.Assumption.ShouldEndWith(" Region 1's index could not be counted; its answers are taken as whole where they ended well.");
    }

    [Fact]
    public void Find_RegionTellsOnlyItsClock_LastMinutesMayNotBeThere()
    {
        var coverage = Find(95_000, null, Held.Unknown(Now) with { Horizon = Held.At(99_880) }, Whole(95_000, null));
        Texts(coverage).ShouldBe(["TooRecent 99880-100000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 may not have had what followed 1970-01-02T03:44:40Z on its disk when it was asked: Retry fetches it.");
    }

    [Fact]
    public void Find_StartsBeforeTheOldest_AbsentUpToIt()
    {
        var coverage = Find(80_000, 92_000, Holds, Whole(89_940, 92_000));
        Texts(coverage).ShouldBe(["OlderThanRetention 80000-90000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 holds nothing before 1970-01-02T01:00:00Z.");
        coverage.Verdict.ShouldBe(Verdict.Absent);
        Texts(Find(null, 92_000, Holds, Whole(null, 92_000))).ShouldBeEmpty();
        Texts(Find(80_000, 85_000, Holds)).ShouldBe(["OlderThanRetention 80000-85000"]);
    }

    [Fact]
    public void Find_ThreadsBeginAtDifferentTimes_HoldsNothingWholeBefore()
    {
        var holdings = Held.Of(Now, Held.Minutes(90_000, 99_960), Held.Minutes(95_001, 99_981));
        var coverage = Find(80_000, 99_000, holdings, Whole(89_940, 99_000));
        Texts(coverage).ShouldBe(["OlderThanRetention 80000-95001"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 holds nothing whole before 1970-01-02T02:23:21Z.");

        // What did not come may still be fetched where a thread holds something.
        Texts(Find(80_000, 99_000, holdings, Failed(89_940, 99_000))).ShouldBe(["OlderThanRetention 80000-90000", "Failed 90000-99000"]);
    }

    [Fact]
    public void Find_AgedOutWhileAsked_IsNotCalledComplete()
    {
        var later = Held.Of(Now + 600, Held.Minutes(90_600, 100_560));
        var facts = Facts(90_000, 99_000, Holds, Whole(90_000, 93_000), Whole(93_000, 99_000)) with { After = later };

        Texts(FetchGaps.Find(facts)).ShouldBe(["OlderThanRetention 90000-90600"]);
        FetchGaps.Find(facts).Gaps[0].Reason.ShouldBe("Region 1 deleted what it held before 1970-01-02T01:10:00Z while it was asked; a part of it may not have come.");

        // Asked in time, or counted.
        Texts(FetchGaps.Find(facts with { Results = [Whole(90_000, 93_000) with { After = HeldThen.Of(Holds) }, Whole(93_000, 99_000)] })).ShouldBeEmpty();
        Texts(FetchGaps.Find(facts with { Results = [Whole(90_000, 93_000) with { Checked = true }, Whole(93_000, 99_000)] })).ShouldBeEmpty();

        // An open start means what the region holds.
        var open = FetchGaps.Find(Facts(null, 99_000, Holds, Whole(null, 99_000)) with { After = later });
        open.Gaps.ShouldBeEmpty();
        open.Assumption.ShouldNotBeNull().ShouldStartWith("Region 1 deleted what it held before 1970-01-02T01:10:00Z while it was asked");
    }

    [Fact]
    public void Find_MissingAndNotHeldAnyMore_AbsentWinsOnlyThere()
    {
        var later = Held.Of(Now + 600, Held.Minutes(90_600, 100_560));
        var facts = Facts(90_000, 99_000, Holds, Failed(90_000, 93_000), Whole(93_000, 99_000)) with { After = later };

        Texts(FetchGaps.Find(facts)).ShouldBe(["OlderThanRetention 90000-90600", "Failed 90600-93000"]);
        FetchGaps.Find(facts).Verdict.ShouldBe(Verdict.Missing);
    }

    [Fact]
    public void Find_NotOnDiskWhenAsked_TooRecent()
    {
        var coverage = Find(99_000, 100_000, Holds, Whole(99_000, 100_000));
        Texts(coverage).ShouldBe(["TooRecent 99960-100000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 had written up to 1970-01-02T03:46:00Z when it was asked: Retry fetches what followed.");
        Texts(Find(99_000, null, Holds, Whole(99_000, null))).ShouldBe(["TooRecent 99960-100000"]);

        // The last slice was asked later, after a wait.
        var waited = Held.Of(Now + 90, Held.Minutes(90_000, 100_080));
        Texts(Find(99_000, null, Holds, Whole(99_000, null) with { Before = HeldThen.Of(waited) })).ShouldBeEmpty();

        // That it is not there yet does not make it less missing.
        Texts(Find(99_000, 100_000, Holds, Failed(99_000, 100_000))).ShouldBe(["Failed 99000-100000"]);
    }

    [Fact]
    public void Find_WindowOfTheFuture_TooRecent()
    {
        Texts(Find(200_000, null, Holds, Whole(200_000, null))).ShouldBe(["TooRecent 200000-…"]);
        Texts(Find(99_000, 300_000, Holds, Whole(99_000, 300_000))).ShouldBe(["TooRecent 99960-300000"]);
    }

    [Fact]
    public void Find_ClockOfTheRegionIsAhead_OpenEndIsItsNow()
    {
        var holdings = Holds with { ClockSkew = TimeSpan.FromSeconds(30) };
        Texts(Find(99_000, null, holdings, Whole(99_000, null))).ShouldBe(["TooRecent 99960-100030"]);
    }

    [Fact]
    public void Find_HolesInTheCapture_NoCapture()
    {
        var holdings = Held.Of(Now, [.. Held.Minutes(90_000, 91_200), .. Held.Minutes(95_000, 99_980)]);
        var coverage = Find(90_500, 99_000, holdings, Whole(90_500, 91_320), Whole(94_940, 99_000));
        Texts(coverage).ShouldBe(["NoCapture 91260-95000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 captured nothing here.");

        // Retrying brings nothing there.
        Texts(Find(90_500, 99_000, holdings, Failed(90_500, 99_000))).ShouldBe(["Failed 90500-91260", "NoCapture 91260-95000", "Failed 95000-99000"]);
    }

    [Fact]
    public void Find_HoleInOneThread_IsSaidAndDoesNotHideAFailure()
    {
        var holdings = Held.Of(Now, Held.Minutes(90_000, 99_960), [.. Held.Minutes(90_000, 91_200), .. Held.Minutes(95_000, 99_980)]);
        var coverage = Find(90_500, 99_000, holdings, Whole(90_500, 99_000));
        Texts(coverage).ShouldBe(["NoCapture 91260-95000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 captured only a part here: thread 1 of its 2 wrote nothing.");
        Texts(Find(90_500, 99_000, holdings, Failed(90_500, 99_000))).ShouldBe(["Failed 90500-99000"]);
    }

    [Fact]
    public void Find_ThreadsStopAndStartMomentsApart_IsOneGap()
    {
        var holdings = Held.Of(
            Now, [.. Held.Minutes(90_000, 91_200), .. Held.Minutes(95_000, 99_980)], [.. Held.Minutes(90_001, 91_201), .. Held.Minutes(95_002, 99_982)]);
        var coverage = Find(90_500, 99_000, holdings, Whole(90_500, 99_000));
        coverage.Gaps.ShouldHaveSingleItem().ShouldBe(new Gap(GapKind.NoCapture, Held.At(91_260), Held.At(95_002), "Region 1 captured nothing here."));
    }

    [Fact]
    public void Find_RegionThatStopped_NoCaptureFromThereOn()
    {
        var holdings = Held.Of(Now, Held.Minutes(90_000, 95_940));
        var coverage = Find(95_000, null, holdings, Whole(95_000, null));
        Texts(coverage).ShouldBe(["NoCapture 96000-100000"]);
        coverage.Gaps[0].Reason.ShouldBe("Region 1 has captured nothing since 1970-01-02T02:40:00Z: check that its capture runs.");
        Texts(Find(95_000, 95_500, holdings, Whole(95_000, 95_500))).ShouldBeEmpty();
        Texts(Find(97_000, 98_000, holdings)).ShouldBe(["NoCapture 97000-98000"]);
    }

    [Fact]
    public void Find_NoFile_SaysSo()
    {
        var coverage = Find(null, null, Held.Of(Now), Whole(null, null));
        coverage.Gaps.ShouldHaveSingleItem().ShouldBe(new Gap(GapKind.NoCapture, null, Held.At(Now), "Region 1 holds no file: check that its capture runs."));
    }

    [Fact]
    public void Find_Directory_EndsWhereItsCapturesEnd()
    {
        var holdings = Held.Directory(Now, (1000, 9000), (50_000, 50_010));
        Texts(Find(null, null, holdings, Whole(null, null))).ShouldBe(["NoCapture 9000-50000"]);
        Texts(Find(50_000, null, holdings, Whole(50_000, null))).ShouldBeEmpty();
        Texts(Find(50_000, 50_100, holdings, Whole(50_000, 50_070))).ShouldBeEmpty();
        var after = Find(50_000, 60_000, holdings, Whole(50_000, 60_000)).Gaps.ShouldHaveSingleItem();
        after.ShouldBe(new Gap(GapKind.NoCapture, Held.At(50_010), Held.At(60_000), "Region 1 holds nothing after 1970-01-01T13:53:30Z."));
    }

    [Fact]
    public void Find_AnswersThatEndedEarly_MissingFromWhereTheyGot()
    {
        SliceResult[] results =
        [
            Whole(95_000, 96_000),
            Failed(96_000, 97_000) with { Ended = GapKind.CutByNetwork, Reason = "The connection broke.", MissingFrom = Held.At(96_500) },
            Failed(97_000, 98_000) with { Ended = GapKind.Cancelled, Reason = "Cancelled by ann." },
            Failed(98_000, 99_000) with { Ended = GapKind.Cancelled, Reason = "Cancelled by ann." },
        ];
        var coverage = Find(95_000, 99_000, Holds, results);
        Texts(coverage).ShouldBe(["CutByNetwork 96500-97000", "Cancelled 97000-99000"]);
        coverage.Verdict.ShouldBe(Verdict.Missing);
    }

    [Fact]
    public void Find_NothingWasAsked_IsOpenAtBothEnds()
    {
        var coverage = Find(null, null, Held.Unknown(Now), Failed(null, null));
        coverage.Assumption.ShouldBeNull();
        var gap = coverage.Gaps.ShouldHaveSingleItem();
        (gap.Kind, gap.From, gap.To).ShouldBe((GapKind.Failed, null, null));
    }

    [Fact]
    public void Find_GapInsideASlice_IsMissing()
    {
        var inside = new Gap(GapKind.CutByServer, Held.At(96_100), Held.At(96_160), "A packet is too long.");
        Texts(Find(95_000, 99_000, Holds, Whole(95_000, 99_000) with { Inside = [inside] })).ShouldBe(["CutByServer 96100-96160"]);
    }

    [Fact]
    public void Find_PartLeftOutForNoReason_IsNotComplete() =>
        Texts(Find(95_000, 99_000, Holds, Whole(95_000, 96_000), Whole(97_000, 99_000))).ShouldBe(["Failed 96000-97000"]);

    [Fact]
    public void Results_OfAQueue_TellWhatIsMissing()
    {
        var queue = SliceQueue.Begin([new(0, Held.Window(95_000, 96_000)), new(1, Held.Window(96_000, 97_000)), new(2, Held.Window(97_000, 99_000))], TimeSpan.FromSeconds(1000), Held.Age, Held.At(Now));
        queue.Complete(queue.Next()!.Number, TimeSpan.FromMinutes(2));
        queue.Fail(queue.Next()!.Number, GapKind.CutByServer, "It ended early.", Held.At(96_200));

        var coverage = Find(95_000, 99_000, Holds, [.. queue.Results(GapKind.Cancelled, "Cancelled by ann.")]);

        Texts(coverage).ShouldBe(["CutByServer 96200-97000", "Cancelled 97000-99000"]);
    }

    private static SliceResult Whole(int? after, int? before) => new(Held.Window(after, before));

    private static SliceResult Failed(int? after, int? before) => new(Held.Window(after, before)) { Ended = GapKind.Failed, Reason = "Region 1 is down." };

    private static FetchFacts Facts(int? after, int? before, RegionHoldings holdings, params SliceResult[] results) =>
        new() { Region = "Region 1", Window = Held.Window(after, before), PinnedAt = Held.At(Now), Results = results, Before = holdings };

    private static FetchCoverage Find(int? after, int? before, RegionHoldings holdings, params SliceResult[] results) =>
        FetchGaps.Find(Facts(after, before, holdings, results));

    private static IEnumerable<string> Texts(FetchCoverage coverage) => coverage.Gaps.Select(g => $"{g.Kind} {Held.Text(g.From)}-{Held.Text(g.To)}");
}
