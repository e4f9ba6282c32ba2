using PacketFleet.Engine.Sockets;

namespace PacketFleet.Tests.Engine.Sockets;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("no\r\n such\ttag.", "no such tag")]
    [InlineData("  bad \0\u0007 secret.. ", "bad secret")]
    [InlineData("\u202Eterces dab\u202C", "terces dab")]
    [InlineData("a\u200Fb\u061Cc\u2066d\u2069e\uFEFFf\u00ADg", "abcdefg")]
    [InlineData("tag\U000E0041ged \U0001F600", "tagged \U0001F600")]
    [InlineData("", "")]
    public void Of_ForeignText_IsOnePlainLine(string text, string line) => OneLine.Of(text).ShouldBe(line);

    [Fact]
    public void Of_LoneSurrogate_IsASpace() => OneLine.Of("a\uD83Db").ShouldBe("a b");

    [Fact]
    public void Of_LongText_IsCutBetweenCharacters()
    {
        OneLine.Of(new string('x', 160)).ShouldBe(new string('x', 160));
        OneLine.Of(new string('x', 161)).ShouldBe(new string('x', 160) + "…");
        OneLine.Of(new string('x', 159) + "\U0001F600").ShouldBe(new string('x', 159) + "…");
    }
}
