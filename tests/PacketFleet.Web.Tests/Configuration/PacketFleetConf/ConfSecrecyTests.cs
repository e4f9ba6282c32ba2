using PacketFleet.Web.Configuration.PacketFleetConf;
using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

/// <summary>Whatever is wrong with a file: no sentence about it holds the ingest secret.</summary>
public class ConfSecrecyTests
{
    private const string Secret = "TopSecretXYZ";

    public static TheoryData<string> Broken =>
    [
        "[Global] Ingest-Secret=TopSecretXYZ",
        "[Global Ingest-Secret=TopSecretXYZ",
        "[Global Ingest-Secret=TopSecretXYZ]",
        "[Global \"x\" Ingest-Secret=TopSecretXYZ]",
        "[Global “x” Ingest_Secret=TopSecretXYZ]",
        "[Global Ingest Secret: TopSecretXYZ]",
        "[Stenographer \"Ingest-Secret=TopSecretXYZ\"]",
        "[Stenographer \"R\"] IngestSecret=TopSecretXYZ",
        "Ingest-Secret=TopSecretXYZ",
        "[Global]\nIngest-Secrt=TopSecretXYZ",
        "[Global]\nIngest Secret=TopSecretXYZ",
        "[Global]\nIngest-Secret TopSecretXYZ",
        "[Global]\nIngest-Secret: TopSecretXYZ",
        "[Global]\n\"Ingest-Secret\"=TopSecretXYZ",
        "[Global]\n=TopSecretXYZ",
        "[Global]\nIngest-Secret=\nTopSecretXYZ",
        "[Global]\nIngest-Secret\n\n# here\n  TopSecretXYZ==",
        "[Global]\nIngest-Secret\n=TopSecretXYZ",
        "[Global]\nIngest-Secret=\n\"TopSecretXYZ\"",
        "[Global]\nIngest-Secret=\"a\nTopSecretXYZ\"",
        "[Global]\nIngest-Secret=`a\nTopSecretXYZ",
        "[Global]\nIngest-Secret=`TopSecretXYZ` x",
        "[Global]\nIngest-Secret=“TopSecretXYZ”",
        "[Global]\nIngest-Secret=\"TopSecretXYZ",
        "[Global]\nIngest-Secret=\"TopSecretXYZ\\k\"",
        "[Global]\nIngest-Secret=TopSecretXYZ\\k",
        "[Global]\nIngest-Secret=TopSecretXYZ#b\nIngest-Secret=TopSecretXYZ2",
        "[Global]\nCache-Mode=fail\\\nIngest-Secret=TopSecretXYZ",
        "[Global]\nListen-Address=:1\\\n  ingest_secret = TopSecretXYZ",
        "[Global]\nListen-Address=:1 Ingest-Secret=TopSecretXYZ",
        "[Global]\nLog-Level=“INFO” Ingest-Secret=TopSecretXYZ",
        "[Global]\nServer-Cert=a Ingest-Secret=TopSecretXYZ\nServer-Key=b\nUse-TLS",
        "[Global]\nCleartext-Backend-Target=a Ingest-Secret=TopSecretXYZ",
        "[Stenographer \"R\"]\nIngest-Secret=TopSecretXYZ",
        "[Stenographer \"R\"]\nURL=ftp://x Ingest-Secret=TopSecretXYZ",
        "[Stenographer \"R\"]\nCA-Cert=x Ingest-Secret=TopSecretXYZ",
        "[Stenographer \"R\"]\nTag-Name=x Ingest-Secret=TopSecretXYZ",
        "[Preprocessor \"x\"]\nIngest-Secret=TopSecretXYZ",
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Secret_InALineThatIsWrong_IsNeverShown(string text)
    {
        foreach (var end in (string[])["\n", "\r\n", "\r"])
        {
            var written = text.Replace("\n", end, StringComparison.Ordinal) + end;
            using var main = new ConfDirectory().Text(written);
            main.Load().Faults.ShouldNotBeEmpty();
            using var overlay = new ConfDirectory().Good();
            overlay.Write("packet_fleet.conf.d/10.conf", written);

            Told(main).Concat(Told(overlay)).ShouldAllBe(s => !s.Contains(Secret, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("GRAVWELL_INGEST_SECRET", Secret)]
    [InlineData("GRAVWELL_CACHE_MODE", "x Ingest-Secret=" + Secret)]
    [InlineData("GRAVWELL_CLEARTEXT_TARGETS", "a b,ingest-secret=" + Secret)]
    public void Secret_InTheEnvironment_IsNeverShown(string variable, string value)
    {
        using var directory = new ConfDirectory().Text("[Global]\nIngest-Secret=other\nLabel=“x”\n");
        directory.Environment.Add(variable, value);

        Told(directory).ShouldAllBe(s => !s.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Line_BelowAnEmptySecret_IsToldWithoutItsText()
    {
        var text = ConfText.Read("/etc/pf.conf", "[Global]\nIngest-Secret=\nTopSecretXYZ=\nLabel=x\nXyzzy=1\n");

        text.Faults.ShouldHaveSingleItem().ShouldBe("The line below Ingest-Secret is neither a section nor a known key (in /etc/pf.conf, line 3): write Ingest-Secret=\"value\" in one line, or # before a comment.");
        text.Sections.ShouldHaveSingleItem().Entries.Select(e => e.Key).ShouldBe(["Ingest-Secret", "Label", "Xyzzy"]);
    }

    // What is told of the file, at the start and by convert-conf.
    private static IReadOnlyList<string> Told(ConfDirectory directory)
    {
        var settings = directory.Load();
        using var error = new StringWriter();
        ConvertConf.Run([ConvertConf.Verb, directory.Conf], TextWriter.Null, error);
        List<string> told = [.. settings.Faults, .. settings.Warnings, error.ToString()];
        try
        {
            told.AddRange(directory.Warnings().Sentences);
        }
        catch (StartRefusedException refused)
        {
            told.AddRange(refused.Sentences);
        }

        return told;
    }
}
