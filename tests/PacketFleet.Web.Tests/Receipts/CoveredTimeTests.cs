using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Receipts;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Receipts;

public sealed class CoveredTimeTests
{
    [Fact]
    public void DoneSlices_AreJoined() => Covered(Fetch("R", FetchState.Streaming), Slice("11:00", "12:00"), Slice("12:00", "13:00"), Slice("13:00", "15:00", SliceState.Pending))
        .ShouldBe(["11:00–13:00"]);

    [Fact]
    public void CutSlice_CountsToWhereItCame() => Covered(Fetch("R", FetchState.Failed, gaps: Gap(GapKind.CutByNetwork, "12:20", "13:00")), Slice("11:00", "12:00"), Slice("12:00", "13:00", SliceState.Cut, "12:20"), Slice("13:00", "15:00"))
        .ShouldBe(["11:00–12:20", "13:00–15:00"]);

    [Fact]
    public void Gaps_AreTakenOut() => Covered(Fetch("R", gaps: [Gap(GapKind.OlderThanRetention, "11:00", "11:40"), Gap(GapKind.NoCapture, "12:30", "12:45"), Gap(GapKind.TooRecent, "14:58", "15:00")]), Slice("11:00", "13:00"), Slice("13:00", "15:00"))
        .ShouldBe(["11:40–12:30", "12:45–14:58"]);

    [Fact]
    public void OpenStart_StaysOpen_AndAnOpenEndIsTheMomentOfSubmission() => CoveredOf(
        PacketFleet.Wire.TimeWindow.Everything, Fetch("R", gaps: Gap(GapKind.NoCapture, "12:00", "13:00")), Slice(null, "11:00"), Slice("11:00", null)).ShouldBe(["–12:00", "13:00–15:02"]);

    [Fact]
    public void NothingAsked_CoversNothing() => Covered(Fetch("R", FetchState.Failed, gaps: Gap(GapKind.Failed, "11:00", "15:00"))).ShouldBeEmpty();

    [Fact]
    public void NoSlicesStored_IsTheWindowWithoutGaps()
    {
        Covered(Fetch("R", gaps: Gap(GapKind.OlderThanRetention, "11:00", "11:40"))).ShouldBe(["11:40–15:00"]);
        Covered(Fetch("R", FetchState.Streaming)).ShouldBeEmpty();
    }

    private static string[] Covered(FetchSnapshot fetch, params SliceSnapshot[] slices) => CoveredOf(FourHours, fetch, slices);

    private static string[] CoveredOf(PacketFleet.Wire.TimeWindow window, FetchSnapshot fetch, params SliceSnapshot[] slices) =>
        [.. CoveredTime.Of(window, fetch, slices, PacketFleet.Wire.PacketTime.From(Now)).Select(i => $"{i.From?.ToDateTimeOffset():HH:mm}–{i.To?.ToDateTimeOffset():HH:mm}")];

    private static SliceSnapshot Slice(string? from, string? to, SliceState state = SliceState.Done, string? reached = null) =>
        new(0, from is null ? null : At(from), to is null ? null : At(to), state, 1, 1, reached is null ? null : At(reached), null);
}
