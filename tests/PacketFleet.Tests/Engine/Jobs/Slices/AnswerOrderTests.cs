using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class AnswerOrderTests
{
    private static readonly IReadOnlyList<HeldThread> Threads = Held.Of(10_000, [1000, 1060, 1120]).Threads;

    [Theory]
    [InlineData(1030, 1030)]
    [InlineData(1045, 1045)]
    [InlineData(1046, 1045)]
    [InlineData(1060, 1045)]
    [InlineData(1074, 1045)]
    [InlineData(1075, 1075)]
    [InlineData(1170, 1165)]
    public void NothingHeardYet_EarlierNearTheStartOfAFile(int last, int before) => Before(new(isSorted: false), last).ShouldBe(Held.At(before));

    [Fact]
    public void WentFromOneFileToTheNextInOrder_IsTheLatestTime()
    {
        var order = new AnswerOrder(isSorted: false);
        order.Heard(Threads, Held.At(1010), Held.At(1074), isOrdered: true);
        Before(order, 1110).ShouldBe(Held.At(1105), "the second file may not have been begun");
        order.Heard(Threads, Held.At(1010), Held.At(1075), isOrdered: true);
        Before(order, 1110).ShouldBe(Held.At(1110));
    }

    [Fact]
    public void CameOutOfOrder_EarlierEverywhereFromThenOn()
    {
        var order = new AnswerOrder(isSorted: false);
        order.Heard(Threads, Held.At(1010), Held.At(1030), isOrdered: false);
        order.Heard(Threads, Held.At(1010), Held.At(1100), isOrdered: true);
        Before(order, 1030).ShouldBe(Held.At(1015));
    }

    [Fact]
    public void SortedOrWithoutFiles_IsTheLatestTime()
    {
        Before(new(isSorted: true), 1060).ShouldBe(Held.At(1060));
        new AnswerOrder(isSorted: false).AllBefore([], Held.At(1060)).ShouldBe(Held.At(1060));
    }

    private static PacketTime Before(AnswerOrder order, int last) => order.AllBefore(Threads, Held.At(last));
}
