using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfTextTests
{
    private const string File = "/etc/packet_fleet.conf";

    [Theory]
    [InlineData("Key=value", "value")]
    [InlineData("Key = value # comment", "value")]
    [InlineData("\tKey=value ; comment", "value")]
    [InlineData("Key=two words \t", "two words")]
    [InlineData("Key=\"a # b ; c\" # d", "a # b ; c")]
    [InlineData("Key=\" kept \"", " kept ")]
    [InlineData("""Key="a \"b\" \\ c\td" """, "a \"b\" \\ c\td")]
    [InlineData("""Key="a"b"c" """, "abc")]
    [InlineData("""Key=a\"b""", "a\"b")]
    [InlineData("Key=one\\\n two", "one two")]
    [InlineData("Key=one\\\r\n two\r", "one two")]
    [InlineData("Key=`a \"b\" \\ # c` # d", "a \"b\" \\ # c")]
    [InlineData("Key=\"the “best”\"", "the “best”")]
    [InlineData("Key=the “best” one", "the “best” one")]
    [InlineData("Key=a=b", "a=b")]
    [InlineData("Key=", "")]
    [InlineData("Key=\"\"", "")]
    [InlineData("Key", null)]
    [InlineData("Key # comment", null)]
    public void Value_AsWritten_IsRead(string line, string? value)
    {
        var text = ConfText.Read(File, "[Global]\n" + line);

        text.Faults.ShouldBeEmpty();
        var entry = text.Sections.ShouldHaveSingleItem().Entries.ShouldHaveSingleItem();
        entry.Key.ShouldBe("Key");
        entry.Value.ShouldBe(value);
        entry.At.Number.ShouldBe(2);
    }

    [Theory]
    [InlineData("[Global]", "Global", null)]
    [InlineData(" [ global ] # comment", "global", null)]
    [InlineData("[Stenographer \"Region 1\"]", "Stenographer", "Region 1")]
    [InlineData("[Stenographer\"a \\\"b\\\" \\\\ ] c\"]\r", "Stenographer", "a \"b\" \\ ] c")]
    public void Header_AsWritten_IsRead(string line, string name, string? subname)
    {
        var text = ConfText.Read(File, "\uFEFF# first\n\n" + line + "\nKey=1\n");

        text.Faults.ShouldBeEmpty();
        var section = text.Sections.ShouldHaveSingleItem();
        section.Name.ShouldBe(name);
        section.Subname.ShouldBe(subname);
        section.At.Number.ShouldBe(3);
        section.Entries.ShouldHaveSingleItem().At.Number.ShouldBe(4);
    }

    [Theory]
    [InlineData("URL=\"https://x:1”", "URL of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write URL=\"https://x:1\".")]
    [InlineData("URL=“ca.pem\" # why", "URL of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write URL=\"ca.pem\".")]
    [InlineData("URL=“ca.pem”", "URL of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write URL=\"ca.pem\".")]
    [InlineData("URL=ca.pem”", "URL of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write URL=\"ca.pem\".")]
    [InlineData("URL=‘ca.pem’", "URL of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write URL=\"ca.pem\".")]
    [InlineData("Ingest-Secret=“hush”", "Ingest-Secret of [Global] is in typographic quotes (in /etc/packet_fleet.conf, line 2): write Ingest-Secret=\"…\" with plain quotes.")]
    [InlineData("URL=\"https://x:1", "URL of [Global] has no closing quote (in /etc/packet_fleet.conf, line 2): write URL=\"https://x:1\".")]
    [InlineData("URL=\"https://x:1 # why", "URL of [Global] has no closing quote (in /etc/packet_fleet.conf, line 2): write URL=\"https://x:1\".")]
    [InlineData("Log-File=C:\\log", "Log-File of [Global] holds a backslash outside quotes (in /etc/packet_fleet.conf, line 2): put the value in double quotes, and write \\\\ for each backslash.")]
    [InlineData("Log-File=\"C:\\log\"", "Log-File of [Global] holds \\l, which means nothing (in /etc/packet_fleet.conf, line 2): write \\\\ for a backslash.")]
    [InlineData("Label=a\u0001b", "Label of [Global] holds a control character (in /etc/packet_fleet.conf, line 2): remove it.")]
    [InlineData("Label=`a", "Label of [Global] has no closing ` (in /etc/packet_fleet.conf, line 2): write it between two of them, or in double quotes.")]
    [InlineData("Label=`a` b", "Label of [Global] goes on after its closing ` (in /etc/packet_fleet.conf, line 2): write the whole value in double quotes.")]
    [InlineData("Ingest-Secret: hush", "Ingest-Secret of [Global] has no = (in /etc/packet_fleet.conf, line 2): write Ingest-Secret=\"value\".")]
    [InlineData("=hush", "\"=…\" is neither a section nor a key (in /etc/packet_fleet.conf, line 2): write Key=\"value\", or # before a comment.")]
    [InlineData("[Stenographer Region 1]", "The section [Stenographer Region 1] is named without its two quotes (in /etc/packet_fleet.conf, line 2): write [Stenographer \"Region 1\"].")]
    [InlineData("[Stenographer “Region 1”]", "The section [Stenographer “Region 1”] is named in typographic quotes (in /etc/packet_fleet.conf, line 2): write [Stenographer \"Region 1\"].")]
    [InlineData("[Stenographer \"Region 1”]", "The section [Stenographer \"Region 1”] is named in typographic quotes (in /etc/packet_fleet.conf, line 2): write [Stenographer \"Region 1\"].")]
    [InlineData("[Stenographer \"\"]", "The name of the section [Stenographer \"\"] is empty (in /etc/packet_fleet.conf, line 2): write a name between the quotes.")]
    [InlineData("[Global] Label=x", "The section \"[Global]\" cannot be read (in /etc/packet_fleet.conf, line 2): write [Global], or [Stenographer \"Region 1\"].")]
    [InlineData("[Global Label=x", "The section \"[Global\" cannot be read (in /etc/packet_fleet.conf, line 2): write [Global], or [Stenographer \"Region 1\"].")]
    [InlineData("[Stenographer", "The section \"[Stenographer\" cannot be read (in /etc/packet_fleet.conf, line 2): write [Global], or [Stenographer \"Region 1\"].")]
    public void Line_ThatCannotBeRead_IsToldAndTheNextIsRead(string line, string fault)
    {
        var text = ConfText.Read(File, "[Global]\n" + line + "\nLabel=next\n");

        text.Faults.ShouldHaveSingleItem().ShouldBe(fault);
        text.Sections[^1].Entries[^1].Value.ShouldBe("next");
        text.Sections[^1].Entries[^1].At.Number.ShouldBe(3);
    }

    [Fact]
    public void Lines_EndedByCarriageReturnsAlone_AreLines()
    {
        var text = ConfText.Read(File, "[Global]\rLabel=a\r\r# b\r[Stenographer \"R\"]\rURL=\"c\"\r");

        text.Faults.ShouldBeEmpty();
        text.Sections.Select(s => (s.Name, s.At.Number)).ShouldBe([("Global", 1), ("Stenographer", 5)]);
        text.Sections.SelectMany(s => s.Entries).Select(e => (e.Value, e.At.Number)).ShouldBe([("a", 2), ("c", 6)]);
    }

    [Fact]
    public void Key_BeforeAnySection_IsTold() =>
        ConfText.Read(File, "Label=x\n[Global]").Faults.ShouldHaveSingleItem().ShouldBe("Label stands before any section (in /etc/packet_fleet.conf, line 1): write [Global] above it.");

    [Theory]
    [InlineData("Ingest-Secret=abc#def", true)]
    [InlineData("Ingest-Secret=abc;def", true)]
    [InlineData("Ingest-Secret=abc #def", false)]
    [InlineData("Ingest-Secret=\"abc\"#def", false)]
    [InlineData("Ingest-Secret=#def", false)]
    public void Comment_GluedToAValue_IsWorthAWord(string line, bool warned)
    {
        var text = ConfText.Read(File, "[Global]\n" + line);

        text.Faults.ShouldBeEmpty();
        text.Warnings.Count.ShouldBe(warned ? 1 : 0);
        text.Warnings.ShouldAllBe(w => w.Contains("line 2", StringComparison.Ordinal) && !w.Contains("abc", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_WithMoreKeysThanAnyoneNeeds_EndsEarly()
    {
        var text = ConfText.Read(File, "[Global]\n" + string.Concat(Enumerable.Repeat("a=\n", 50_000)));

        text.Sections[0].Entries.Count.ShouldBe(ConfText.MostEntries - 1);
        text.Faults.ShouldHaveSingleItem().ShouldContain("more than 10000 keys");
    }
}
