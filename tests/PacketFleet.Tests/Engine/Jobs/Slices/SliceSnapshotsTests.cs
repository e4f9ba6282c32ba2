using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class SliceSnapshotsTests
{
    private static readonly SliceProgress[] Two =
    [
        new(0, Window(0, 60)) { State = SliceState.Done, Packets = 5, Attempt = 1 },
        new(1, Window(60, 120)) { Packets = 2, Attempt = 1 },
    ];

    [Fact]
    public void NotPlanned_HasNone() => SliceSnapshots.Of(Row(FetchState.Queued) with { Slices = null }).ShouldBeEquivalentTo(new RegionSlices("R", []));

    [Fact]
    public void Running_IsAsStored()
    {
        var slices = SliceSnapshots.Of(Row(FetchState.Streaming)).Slices;
        slices.Select(s => s.State).ShouldBe([SliceState.Done, SliceState.Pending]);
        slices.Select(s => s.Packets).ShouldBe([5, 2]);
        slices[1].From.ShouldBe(At(60));
    }

    // The last slice's end is only in the gaps.
    [Fact]
    public void Ended_WithoutAGap_LastIsDone() =>
        SliceSnapshots.Of(Row(FetchState.Done)).Slices.ShouldAllBe(s => s.State == SliceState.Done && s.Reason == null);

    [Fact]
    public void Ended_WithAnAbsence_LastIsDone() =>
        SliceSnapshots.Of(Row(FetchState.Done, new Gap(GapKind.TooRecent, At(90), At(120), "Not yet."))).Slices[1].State.ShouldBe(SliceState.Done);

    [Theory]
    [InlineData(GapKind.CutByNetwork, SliceState.Cut)]
    [InlineData(GapKind.Cancelled, SliceState.Cut)]
    [InlineData(GapKind.Failed, SliceState.Failed)]
    public void Ended_WithAGapInTheLast_SaysWhy(GapKind kind, SliceState state)
    {
        var last = SliceSnapshots.Of(Row(FetchState.Failed, new Gap(kind, At(90), At(120), "It broke."))).Slices[1];
        (last.State, last.Reached, last.Reason).ShouldBe((state, At(90), "It broke."));
    }

    [Fact]
    public void Ended_BeforeItWasAsked_StaysPending()
    {
        var row = Row(FetchState.Cancelled, [Two[0], Two[1] with { Attempt = 0, Packets = 0 }], new Gap(GapKind.Cancelled, At(60), At(120), "Cancelled by ann."));
        var last = SliceSnapshots.Of(row).Slices[1];
        (last.State, last.Reason).ShouldBe((SliceState.Pending, "Cancelled by ann."));
    }

    [Fact]
    public void PartOutOfReach_IsSaid()
    {
        var row = Row(FetchState.Failed, [Two[0] with { LostTo = At(30), LostReason = "A packet is damaged." }]);
        SliceSnapshots.Of(row).Slices[0].Reason.ShouldBe("A packet is damaged.");
    }

    private static FetchRecord Row(FetchState state, params Gap[] gaps) => Row(state, Two, gaps);

    private static FetchRecord Row(FetchState state, SliceProgress[] slices, params Gap[] gaps) => new()
    {
        Job = 1,
        Region = "R",
        Snapshot = new FetchSnapshot { Name = "R", State = state, Gaps = gaps },
        Slices = SliceQueueText.Write(new SliceQueue(slices, 2) { PlannedLength = TimeSpan.FromMinutes(1), ShortestLength = TimeSpan.FromMinutes(1), OpenEnd = At(120) }),
    };

    private static TimeWindow Window(int from, int to) => new(At(from), At(to));

    private static PacketTime At(int second) => PacketTime.FromSeconds(1_700_000_000 + second, 0);
}
