using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

public sealed class GapFinderTests
{
    private static readonly FetchEnding Whole = new(FetchEnd.Region, RegionOutcome.Complete, null);
    private static readonly TimeWindow Window = new(At(100), At(200));

    [Fact]
    public void Find_AnswerCompleteAndHeld_NoGap() =>
        GapFinder.Find("R", Window, At(50), At(199), Whole).ShouldBeEmpty();

    [Fact]
    public void Find_OldestUnknown_NoGap() =>
        GapFinder.Find("R", Window, null, At(199), Whole).ShouldBeEmpty();

    [Fact]
    public void Find_OpenStart_MeansWhatTheRegionHolds() =>
        GapFinder.Find("R", new TimeWindow(null, At(200)), At(150), At(199), Whole).ShouldBeEmpty();

    [Fact]
    public void Find_StartsBeforeTheOldestPacket_AbsentUpToIt()
    {
        var gap = GapFinder.Find("R", Window, At(150), At(199), Whole).ShouldHaveSingleItem();
        (gap.Kind, gap.From, gap.To).ShouldBe((GapKind.OlderThanRetention, At(100), At(150)));
        GapFinder.Judge([gap]).ShouldBe(Verdict.Absent);
    }

    [Fact]
    public void Find_WindowWhollyBeforeTheOldest_AbsentThroughout()
    {
        var gap = GapFinder.Find("R", Window, At(500), null, Whole).ShouldHaveSingleItem();
        (gap.From, gap.To).ShouldBe((At(100), At(200)));
    }

    [Theory]
    [InlineData(RegionEnd.CutByNetwork, GapKind.CutByNetwork)]
    [InlineData(RegionEnd.Stalled, GapKind.CutByNetwork)]
    [InlineData(RegionEnd.Damaged, GapKind.Failed)]
    [InlineData(RegionEnd.Unreachable, GapKind.Failed)]
    [InlineData(RegionEnd.ServerError, GapKind.Failed)]
    public void Find_RegionFailsOnTheWay_MissingFromWhereItGot(RegionEnd end, GapKind kind)
    {
        var ending = new FetchEnding(FetchEnd.Region, new RegionOutcome(end, "R broke.", true), "R broke.");
        var gap = GapFinder.Find("R", Window, At(50), At(160), ending).ShouldHaveSingleItem();
        gap.ShouldBe(new Gap(kind, At(160), At(200), "R broke."));
        GapFinder.Judge([gap]).ShouldBe(Verdict.Missing);
    }

    [Fact]
    public void Find_NothingCameAndTooOldInPart_BothGapsInOrder()
    {
        var ending = new FetchEnding(FetchEnd.Cancelled, RegionOutcome.Complete, "Cancelled by ann.");
        var gaps = GapFinder.Find("R", Window, At(120), null, ending);
        gaps.Select(g => (g.Kind, g.From, g.To)).ShouldBe([(GapKind.OlderThanRetention, At(100), At(120)), (GapKind.Cancelled, At(120), At(200))]);
        GapFinder.Judge(gaps).ShouldBe(Verdict.Missing);
    }

    [Fact]
    public void Find_OpenWindowFails_GapIsOpen()
    {
        var ending = new FetchEnding(FetchEnd.Region, new RegionOutcome(RegionEnd.Unreachable, "R is down.", true), "R is down.");
        var gap = GapFinder.Find("R", TimeWindow.Everything, null, null, ending).ShouldHaveSingleItem();
        (gap.From, gap.To).ShouldBe((null, null));
    }

    private static PacketTime At(long second) => PacketTime.FromSeconds(second);
}
