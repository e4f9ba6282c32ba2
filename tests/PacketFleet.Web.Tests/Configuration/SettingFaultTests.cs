using PacketFleet.Web.Configuration;
using PacketFleet.Wire.Gravwell;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Configuration;

public class SettingFaultTests
{
    [Fact]
    public void Everything_Wrong_IsToldAtOnceWithItsKey()
    {
        using var settings = new Settings().Json("""
            { "PacketFleet": {
              "Regions": [
                { "Name": "A", "Url": "http://sensor:1234", "CaCert": "missing.pem", "ClientCert": "missing.pem", "ClientKey": "missing.pem" },
                { "Name": "A", "PcapDirectory": "x", "Url": "https://sensor:1234" },
                { "Name": "", "PcapDirectory": "x", "MaxConcurrentFetches": 0 } ],
              "Archive": { "Enabled": "perhaps", "MaxGigabytes": -1 },
              "Store": { "Provider": "Oracle" },
              "Cluster": { "Redis": "localhost" },
              "Jobs": { "SliceMinutes": "soon" },
              "Queries": { "MaxCharacters": 0, "MaxTerms": "many" },
              "Web": { "FrameAncestors": [ "https://*.example" ] } } }
            """);

        settings.Read();

        foreach (var key in (string[])["Regions:0:Url", "Regions:0:CaCert", "Regions:1:Name", "Regions:1 has both", "Regions:2:Name", "Regions:2:MaxConcurrentFetches", "Archive:Enabled", "Archive:MaxGigabytes", "Store:Provider", "Cluster:Redis", "Jobs:SliceMinutes", "Queries:MaxCharacters", "Queries:MaxTerms", "Web:FrameAncestors:0"])
            settings.Faults.Faults.ShouldContain(f => f.StartsWith("PacketFleet:" + key, StringComparison.Ordinal), key);
        settings.Faults.Faults.ShouldAllBe(f => f.EndsWith('.') || f.EndsWith('?'));
    }

    [Theory]
    [InlineData("""{ "Regoins": [] }""", "PacketFleet:Regoins", "Regions")]
    [InlineData("""{ "Regions": [ { "Name": "A", "PcapDir": "x" } ] }""", "PacketFleet:Regions:0:PcapDir", "PcapDirectory")]
    [InlineData("""{ "Archive": { "MaxGigabyte": 5 } }""", "PacketFleet:Archive:MaxGigabyte", "MaxGigabytes")]
    [InlineData("""{ "Security": { "AllowAnonymus": true } }""", "PacketFleet:Security:AllowAnonymus", "AllowAnonymous")]
    public void UnknownName_NearAKnownOne_IsSuggested(string section, string key, string meant)
    {
        using var settings = new Settings().Json($$"""{ "PacketFleet": {{section}} }""");

        settings.Read();

        settings.Faults.Faults.ShouldContain(f => f.StartsWith(key + " is not a setting", StringComparison.Ordinal) && f.EndsWith($"did you mean {meant}?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Name": "A" }""", "has neither Url nor PcapDirectory")]
    [InlineData("""{ "Name": "A", "Url": "https://x:1" }""", "CaCert is missing")]
    [InlineData("""{ "Name": "A", "Url": "ftp://x:1" }""", "is \"ftp://x:1\"")]
    [InlineData("""{ "Name": "A", "Url": "https://user:word@x:1" }""", "https://host:port")]
    [InlineData("""{ "Name": "A", "PcapDirectory": "x", "ClientCert": "pem" }""", "means nothing for a directory")]
    [InlineData("""{ "Name": "A", "PcapDirectory": "x", "Tag": "a b" }""", "Tag is \"a b\"")]
    [InlineData("""{ "Name": "A", "PcapDirectory": "x", "SourceOverride": "tomato" }""", "SourceOverride is \"tomato\"")]
    [InlineData("""{ "Name": "A", "PcapDirectory": "x", "MaxConcurrentFetches": 65 }""", "from 1 to 64")]
    [InlineData("""{ "Name": "A", "PcapDirectory": [ "x" ] }""", "must be one value")]
    public void Region_Wrong_IsTold(string region, string words)
    {
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Regions": [ {{region}} ] } }""");

        settings.Read();

        settings.Faults.Faults.ShouldContain(f => f.StartsWith("PacketFleet:Regions:0", StringComparison.Ordinal) && f.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Region_WithItsThreeFiles_IsRight()
    {
        using var settings = new Settings();
        settings.File("config/ca.pem");
        settings.File("config/cert.pem");
        settings.File("config/key.pem");
        settings.Json("""{ "PacketFleet": { "Regions": [ { "Name": "A", "Url": "https://10.0.0.5:1234/query", "CaCert": "ca.pem", "ClientCert": "cert.pem", "ClientKey": "key.pem", "ServerName": null, "SourceOverride": "100" } ] } }""");

        var region = settings.Read().Regions.ShouldHaveSingleItem();

        settings.Faults.Faults.ShouldBeEmpty();
        region.CaCert.ShouldBe(Path.Combine(settings.Root, "config", "ca.pem"));
        region.ServerName.ShouldBeNull();
        region.SourceOverride.ShouldBe("100");
    }

    [Theory]
    [InlineData("MaxCharacters", "0", "from 1 to 65536")]
    [InlineData("MaxCharacters", "65537", "from 1 to 65536")]
    [InlineData("MaxTerms", "-1", "from 1 to 4096")]
    [InlineData("MaxTerms", "4097", "from 1 to 4096")]
    [InlineData("MaxTerms", "1.5", "from 1 to 4096")]
    public void Queries_LimitThatIsNone_IsRefused(string name, string value, string words)
    {
        using var settings = new Settings().CommandLine($"--PacketFleet:Queries:{name}={value}");

        settings.Read();

        var fault = settings.Faults.Faults.ShouldHaveSingleItem();
        fault.ShouldStartWith($"PacketFleet:Queries:{name} is \"{value}\"");
        fault.ShouldEndWith($"write a whole number {words}.");
    }

    [Fact]
    public void Queries_Limits_ReachTheEngine()
    {
        using var settings = new Settings().Json("""{ "PacketFleet": { "Queries": { "MaxCharacters": 65536, "MaxTerms": 4096 } } }""");

        settings.Read().ToEngine().QueryLimits.ShouldBe(new QueryLimits(65536, 4096));
        settings.Faults.Faults.ShouldBeEmpty();
        new PacketFleetOptions().ToEngine().QueryLimits.ShouldBe(new QueryLimits(4096, 256));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Mode=Memory;Data Source=x")]
    [InlineData("Data Source=file:x.db")]
    [InlineData("Nonsense=1")]
    public void Store_NoFile_IsRefused(string connection)
    {
        using var settings = new Settings().CommandLine($"--PacketFleet:Store:ConnectionString={connection}");

        settings.Read();

        settings.Faults.Faults.ShouldHaveSingleItem().ShouldStartWith("PacketFleet:Store:ConnectionString");
    }

    [Fact]
    public void Archive_WhereNothingCanBeMade_IsRefused()
    {
        using var settings = new Settings();
        var file = settings.File("a-file");
        settings.CommandLine($"--PacketFleet:Archive:Directory={file}/archive");

        settings.Read();

        settings.Faults.Faults.ShouldHaveSingleItem().ShouldStartWith("PacketFleet:Archive:Directory leads to");
    }

    [Fact]
    public void Gravwell_WithTargets_IsRight()
    {
        using var settings = new Settings().Json("""{ "PacketFleet": { "Gravwell": { "Targets": [ "tcp://127.0.0.1:4023", "tls://[::1]:4024", "pipe:///opt/gravwell/comms/pipe" ], "IngestSecret": "tell nobody" } } }""");

        var options = settings.Read();

        settings.Faults.Faults.ShouldBeEmpty();
        settings.Faults.Warnings.ShouldHaveSingleItem().ShouldStartWith("PacketFleet:Regions");
        options.Gravwell.IngestSecret.Reveal().ShouldBe("tell nobody");
        options.ToString().ShouldNotContain("tell nobody");
    }

    [Fact]
    public void Archive_OffWithoutAnIndexer_LeavesPacketsNowhereToGo()
    {
        using var settings = new Settings().CommandLine("--PacketFleet:Archive:Enabled=false");

        settings.Read();

        var fault = settings.Faults.Faults.ShouldHaveSingleItem();
        fault.ShouldStartWith("PacketFleet:Archive:Enabled is false and Gravwell:Targets is empty");
        fault.ShouldEndWith("keep the archive, or name an indexer.");
    }

    [Fact]
    public void Archive_OffWithAnIndexer_IsRightAndMakesNoDirectory()
    {
        using var settings = new Settings().CommandLine("--PacketFleet:Archive:Enabled=false", "--PacketFleet:Gravwell:Targets:0=tcp://a:1", "--PacketFleet:Gravwell:IngestSecret=s");

        settings.Read().Archive.Enabled.ShouldBeFalse();

        settings.Faults.Faults.ShouldBeEmpty();
        Directory.Exists(Path.Combine(settings.Working, "data", "archive")).ShouldBeFalse();
    }

    [Fact]
    public void Spool_WhereNothingCanBeMade_IsRefused()
    {
        using var settings = new Settings();
        var file = settings.File("a-file");
        settings.CommandLine("--PacketFleet:Archive:Enabled=false", "--PacketFleet:Gravwell:Targets:0=tcp://a:1", "--PacketFleet:Gravwell:IngestSecret=s", $"--PacketFleet:Gravwell:SpoolDirectory={file}/spool");

        settings.Read();

        settings.Faults.Faults.ShouldHaveSingleItem().ShouldStartWith("PacketFleet:Gravwell:SpoolDirectory leads to");
    }

    [Theory]
    [InlineData("https://gravwell.example", "https://gravwell.example")]
    [InlineData("HTTPS://Gravwell.Example:443", "https://gravwell.example")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("https://gravwell.example/", null)]
    [InlineData("https://gravwell.example/path", null)]
    [InlineData("https://*.example", null)]
    [InlineData("*", null)]
    [InlineData("gravwell.example", null)]
    [InlineData("https://a.example; script-src *", null)]
    [InlineData("https://user@a.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void WebOrigin_Text_IsReadStrictly(string text, string? expected)
    {
        WebOrigin.TryParse(text, out var origin).ShouldBe(expected is not null);
        origin.ShouldBe(expected);
    }

    [Fact]
    public void TagMend_NamesEverySignThatIsRefusedAndNoOther()
    {
        var signs = RegionSettings.TagMend[(RegionSettings.TagMend.LastIndexOf(' ') + 1)..];
        for (var c = '!'; c <= '~'; c++)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                (signs.Contains(c, StringComparison.Ordinal) || c is '"' or '\'' or '`').ShouldBe(!IngestTag.IsValid("a" + c, out _), $"{c}");
        }
    }
}
