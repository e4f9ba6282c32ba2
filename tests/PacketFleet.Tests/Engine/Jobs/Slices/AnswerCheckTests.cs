using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class AnswerCheckTests
{
    private static readonly FileCount[] Counts = [.. Held.Minutes(880, 1300).Select(s => new FileCount(Held.At(s), Held.At(s + 60), 10))];

    [Fact]
    public void Find_AsManyAsTheIndexTells_IsWhole()
    {
        Find(80, 1300).ShouldBeNull();
        Find(90, 1300).ShouldBeNull();
        AnswerCheck.Find("Region 1", Held.Window(1000, 1200), [], 0, null, null).ShouldBeNull();
    }

    [Fact]
    public void Find_Fewer_MissingFromTheLastPacket()
    {
        var found = Find(38, 1105).ShouldNotBeNull();
        found.Packets.ShouldBe(42);
        found.Gap.ShouldBe(new Gap(
            GapKind.CutByServer, Held.At(1105), Held.At(1200),
            "Region 1 ended its answer early: 42 of 80 packets that its index tells of did not come; Retry asks for them again."));
    }

    [Fact]
    public void Find_MoreThanLieBehindTheLastPacket_MissingFromTheStart() => Find(38, 1290)!.Gap.From.ShouldBe(Held.At(1000));

    [Fact]
    public void Find_TellsWhetherAllMayBeBehindTheLastPacket()
    {
        Find(38, 1105)!.IsBehind.ShouldBeTrue();
        Find(0, null)!.IsBehind.ShouldBeTrue();
        Find(38, 1290)!.IsBehind.ShouldBeFalse();
    }

    [Fact]
    public void Find_NoneCame_AllIsMissing()
    {
        Find(0, null)!.Gap.From.ShouldBe(Held.At(1000));
        Find(5, 900)!.Gap.From.ShouldBe(Held.At(1000));
        AnswerCheck.Find("Region 1", Held.Window(null, null), Counts, 0, null, null)!.Gap.From.ShouldBeNull();
    }

    [Fact]
    public void Find_OnlyThePaddingIsShort_TheSliceIsWhole()
    {
        Find(75, 1290).ShouldBeNull();
        Find(75, 1210).ShouldBeNull();
    }

    [Fact]
    public void Find_NotInOrder_MissingFromWhereAllHasCome()
    {
        Find(38, 1105, edge: 1090)!.Gap.From.ShouldBe(Held.At(1090));
        Find(75, 1210, edge: 1195)!.Gap.From.ShouldBe(Held.At(1195));
        Find(38, 1010, edge: 995)!.Gap.From.ShouldBe(Held.At(1000));
    }

    [Fact]
    public void Find_OpenEnd_IsOpen() => AnswerCheck.Find("Region 1", Held.Window(1000, null), Counts, 79, Held.At(1350), Held.At(1350))!.Gap.To.ShouldBeNull();

    private static AnswerShortfall? Find(long received, int? last, int? edge = null) =>
        AnswerCheck.Find("Region 1", Held.Window(1000, 1200), Counts, received, At(last), At(edge ?? last));

    private static PacketTime? At(int? second) => second is { } s ? Held.At(s) : null;
}
