using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Controls.Composer.Completion;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Composer.Completion;

public sealed class VocabularyTests
{
    [Fact]
    public void Names_OfEveryPortAndProtocol_AreTermsOfTheLanguage()
    {
        foreach (var entry in Vocabulary.All.Where(e => e.Kind is "port" or "proto"))
        {
            QueryParser.TryParse(entry.Text, out var query, out var error).ShouldBeTrue($"{entry.Name}: {error?.Message}");
            query!.Canonical.ShouldBe(entry.Text);
            entry.Says.ShouldStartWith(entry.Name);
        }
    }

    [Fact]
    public void Names_AreLowerCase_AndEachHasOneNumber()
    {
        foreach (var names in new[] { KnownNames.Ports, KnownNames.Protocols })
        {
            names.Select(n => n.Name).ShouldBeUnique();
            names.ShouldAllBe(n => !n.Name.Any(char.IsAsciiLetterUpper) && !n.Name.Contains(' '));
        }
    }

    [Theory]
    [InlineData("https", 443)]
    [InlineData("SSH", 22)]
    [InlineData("dns", 53)]
    [InlineData("gopher", null)]
    public void Port_ByName_IsFound(string name, int? number) => KnownNames.Find(KnownNames.Ports, name).ShouldBe(number);

    [Fact]
    public void Words_WithAnOperand_MakeATerm()
    {
        var operands = new Dictionary<string, string> { ["address"] = "192.0.2.1", ["address/bits"] = "192.0.2.0/24", ["number"] = "47", ["label"] = "16", ["time"] = "3h ago" };
        foreach (var word in Vocabulary.Words.Where(w => w.Kind == "term"))
            QueryParser.TryParse(word.Text + (word.Operand is null ? "" : operands[word.Operand]), out _, out var error).ShouldBeTrue(error?.Message);
        foreach (var time in Vocabulary.Words.Where(w => w.Kind == "time"))
            QueryParser.TryParse("after " + time.Text, out _, out var error).ShouldBeTrue(error?.Message);
    }

    [Theory]
    [InlineData("host 8.8.8.8 and htt", ReadingKind.Unfinished)]
    [InlineData("gr", ReadingKind.Unfinished)]
    [InlineData("https", ReadingKind.Unfinished)]
    [InlineData("zz", ReadingKind.Wrong)]
    [InlineData("htt and tcp", ReadingKind.Wrong)]
    public void Reading_OfTheBeginningOfAName_IsNoAlarm(string text, ReadingKind kind) => QueryReading.Of(text).Kind.ShouldBe(kind);
}
