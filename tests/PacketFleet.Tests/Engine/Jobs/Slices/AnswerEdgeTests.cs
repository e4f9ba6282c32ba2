using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class AnswerEdgeTests
{
    private static readonly PacketTime[] Starts = [Held.At(1060), Held.At(1000), Held.At(1120)];

    [Theory]
    [InlineData(1030, 1030)]
    [InlineData(1045, 1045)]
    [InlineData(1046, 1045)]
    [InlineData(1060, 1045)]
    [InlineData(1074, 1045)]
    [InlineData(1075, 1075)]
    public void Of_FilesKnown_EarlierOnlyWhereOneBegins(int last, int edge) => AnswerEdge.Of(Starts, Held.At(last)).ShouldBe(Held.At(edge));

    [Fact]
    public void Of_FilesNotKnown_OneMayBeginAnywhere() => AnswerEdge.Of(null, Held.At(1030)).ShouldBe(Held.At(1015));

    [Fact]
    public void Of_SortedAnswer_IsTheLatestTime() => AnswerEdge.Of([], Held.At(1060)).ShouldBe(Held.At(1060));
}
