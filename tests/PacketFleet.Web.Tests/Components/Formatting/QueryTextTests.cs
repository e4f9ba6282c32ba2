using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Tests.Components.Formatting;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("host 8.8.8.8 and (port 53 or udp)")]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("AND <b>&amp;</b> \u202e ((((")]
    public void Pieces_Joined_AreTheTextAgain(string query) => string.Concat(QueryText.Pieces(query).Select(p => p.Text)).ShouldBe(query);

    [Fact]
    public void Pieces_OfAQuery_AreWordsAndValuesInTurn()
    {
        var loud = QueryText.Pieces("host 8.8.8.8 and (port 53 or udp)").Where(p => !p.Quiet).Select(p => p.Text.Trim());
        loud.ShouldBe(["8.8.8.8", "53"]);
    }
}
