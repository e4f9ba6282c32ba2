using System.Text;
using PacketFleet.Web.Configuration.PacketFleetConf;
using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfFaultTests
{
    [Theory]
    [InlineData("Ingest-Secrt=a", "Ingest-Secrt of [Global] is no key of that section (in {0}, line 4): did you mean Ingest-Secret?")]
    [InlineData("enable_compresion=1", "enable_compresion of [Global] is no key of that section (in {0}, line 4): did you mean Enable-Compression?")]
    [InlineData("Tag-Name=steno", "Tag-Name of [Global] is no key of that section (in {0}, line 4): move Tag-Name into a section [Stenographer \"…\"].")]
    [InlineData("Xyzzy=1", "Xyzzy of [Global] is no key of that section (in {0}, line 4): remove it, or put # before it.")]
    [InlineData("Enable-Compression=perhaps", "Enable-Compression of [Global] is \"perhaps\" (in {0}, line 4): write true or false.")]
    [InlineData("Connection-Timeout=30", "Connection-Timeout of [Global] is \"30\" (in {0}, line 4): write a duration such as 30s, 5m or 1h30m, or 0 for none.")]
    [InlineData("Rate-Limit=1Kbit", "Rate-Limit of [Global] is \"1Kbit\" (in {0}, line 4): write a rate such as 1Mbit, 2048Kbps or 3MBps, at least 128Kbit.")]
    [InlineData("Cleartext-Backend-Target=tcp://a:1", "Cleartext-Backend-Target of [Global] is \"tcp://a:1\" (in {0}, line 4): write host:4023.")]
    [InlineData("Cleartext-Backend-Target=::1\nCleartext-Backend-Target=[::1]:4023", "Cleartext-Backend-Target of [Global] is \"[::1]:4023\", the same indexer as in line 4 (in {0}, line 5): remove one of the two.")]
    [InlineData("Cleartext-Backend-Target=127.0.0.1:4023", "Cleartext-Backend-Target of [Global] is \"127.0.0.1:4023\", the same indexer as in line 3 (in {0}, line 4): remove one of the two.")]
    [InlineData("Pipe-Backend-Target=/a b\nPipe-Backend-Target=/x/../a b", "Pipe-Backend-Target of [Global] is \"/x/../a b\", the same indexer as in line 4 (in {0}, line 5): remove one of the two.")]
    [InlineData("Cache-Mode=never", "Cache-Mode of [Global] is \"never\" (in {0}, line 4): write always or fail.")]
    [InlineData("Log-Level=DEBUG", "Log-Level of [Global] is \"DEBUG\" (in {0}, line 4): write INFO, WARN, ERROR or OFF.")]
    [InlineData("Source-Override=tomato", "Source-Override of [Global] is \"tomato\" (in {0}, line 4): The source override is neither a number nor an address")]
    [InlineData("Ingester-UUID=1", "Ingester-UUID of [Global] is \"1\" (in {0}, line 4): write a UUID such as")]
    [InlineData("Listen-Address=9002", "Listen-Address of [Global] is \"9002\" (in {0}, line 4): write \":9002\" for all addresses of this machine, or one of them such as \"127.0.0.1:9002\".")]
    [InlineData("Label", "Label of [Global] has no value (in {0}, line 4): write Label=\"value\", or remove it.")]
    [InlineData("Listen-Address=:1\nUse-TLS=true\nServer-Cert=none.pem\nServer-Key=key.pem", "Server-Cert of [Global] names {1}/none.pem, which does not exist (in {0}, line 6): correct the path.")]
    [InlineData("Listen-Address=:1\nUse-TLS=true\nServer-Cert=cert.pem\nServer-Key=key.pem", "Server-Cert of [Global] and Server-Key are no PEM certificate with its private key")]
    [InlineData("Listen-Address=:1\nUse-TLS=true\nServer-Cert=cert.pem", "Server-Key of [Global] is missing (in {0}, line 1): name the PEM file of the private key, or remove Use-TLS.")]
    [InlineData("Ingest-Cache-Path=cert.pem", "Ingest-Cache-Path of [Global] names {1}/cert.pem, which is a file (in {0}, line 4): name a directory.")]
    [InlineData("[Globul]", "The section [Globul] is not known (in {0}, line 4): did you mean [Global]?")]
    [InlineData("[Xyzzy]\nA=1", "The section [Xyzzy] is not known (in {0}, line 4): write [Global] or [Stenographer \"Region 1\"].")]
    [InlineData("[Stenographer]", "The section [Stenographer] has no name (in {0}, line 4): write [Stenographer \"Region 1\"].")]
    [InlineData("[Global \"x\"]", "The section [Global \"x\"] has a name (in {0}, line 4): write [Global].")]
    [InlineData("[Preprocessor \"x\"]\nType=gzip", "The section [Preprocessor \"x\"] changes packets on their way (in {0}, line 4), which this program does not do: remove it and every Preprocessor key.")]
    [InlineData("[Attach]\nsite=a", "The section [Attach] adds values to every entry (in {0}, line 4), which this program does not do: remove it.")]
    public void Global_Wrong_IsToldWithItsLine(string lines, string fault)
    {
        using var directory = new ConfDirectory().Good(lines);

        directory.Load().Faults.ShouldHaveSingleItem().ShouldStartWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, fault, directory.Conf, directory.Root));
    }

    [Theory]
    [InlineData("URL=ftp://x", "URL of [Stenographer \"Region 1\"] is \"ftp://x\" (in {0}, line 4): write the Stenographer's address as https://host:port.")]
    [InlineData("Tag-Name=a b", "Tag-Name of [Stenographer \"Region 1\"] is \"a b\" (in {0}, line 8): use no white space, no quotes, nothing unprintable and none of *$\\[]|{{}}();=<!>~%^&.:,/.")]
    [InlineData("Tag-Name=a.b", "Tag-Name of [Stenographer \"Region 1\"] is \"a.b\" (in {0}, line 8): use no white space")]
    [InlineData("Source-Override=tomato", "Source-Override of [Stenographer \"Region 1\"] is \"tomato\" (in {0}, line 8)")]
    [InlineData("CA-Cert=nowhere.pem", "CA-Cert of [Stenographer \"Region 1\"] names {1}/nowhere.pem, which does not exist (in {0}, line 5): correct the path.")]
    [InlineData("Client-Key=", "Client-Key of [Stenographer \"Region 1\"] is missing (in {0}, line 3): write Client-Key=\"file.pem\".")]
    [InlineData("URL=", "URL of [Stenographer \"Region 1\"] is missing (in {0}, line 3): write URL=\"https://host:port\".")]
    [InlineData("Preprocessor=gz", "Preprocessor of [Stenographer \"Region 1\"] changes packets on their way (in {0}, line 8), which this program does not do: remove it.")]
    [InlineData("Ignore-Timestamps=maybe", "Ignore-Timestamps of [Stenographer \"Region 1\"] is \"maybe\" (in {0}, line 8): write true or false.")]
    [InlineData("Listen-Address=:1", "Listen-Address of [Stenographer \"Region 1\"] is no key of that section (in {0}, line 8): move Listen-Address into a section [Global].")]
    public void Region_Wrong_IsToldOnceAtTheStart(string line, string fault)
    {
        using var directory = new ConfDirectory();
        var key = line[..line.IndexOf('=', StringComparison.Ordinal)];
        List<string> lines = ["[Global]", "Ingest-Secret=a", "[Stenographer \"Region 1\"]", "URL=https://x:1", "CA-Cert=ca.pem", "Client-Cert=cert.pem", "Client-Key=key.pem", "", "[Global]", "Cleartext-Backend-Target=b"];
        var at = lines.FindIndex(l => l.StartsWith(key + "=", StringComparison.Ordinal));
        lines[at < 0 ? 7 : at] = line;
        directory.Text(string.Join('\n', lines));

        var refused = Should.Throw<StartRefusedException>(() => directory.Start("--packet-fleet-conf", directory.Conf));

        refused.ExitCode.ShouldBe(2);
        refused.Sentences.ShouldHaveSingleItem().ShouldStartWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, fault, directory.Conf, directory.Root));
    }

    [Fact]
    public void TargetsAndSecret_Missing_AreToldBothUnlessALaterSourceHasThem()
    {
        using var directory = new ConfDirectory().Text(ConfSettingsTests.File("Label=x"));

        var refused = Should.Throw<StartRefusedException>(() => directory.Start("--packet-fleet-conf", directory.Conf));

        refused.Sentences.ShouldBe(
        [
            $"No indexer is named in [Global] (in {directory.Conf}, line 1): add Cleartext-Backend-Target=host:4023, Encrypted-Backend-Target=host:4024 or Pipe-Backend-Target=/path.",
            $"Ingest-Secret of [Global] is missing (in {directory.Conf}, line 1): give the secret of the indexers, or the file that holds it.",
        ]);
        directory.Start("--packet-fleet-conf", directory.Conf, "--PacketFleet:Gravwell:Targets:0=tcp://a:1", "--PacketFleet:Gravwell:IngestSecret=s").Options.Gravwell.Targets.ShouldBe(["tcp://a:1"]);
    }

    [Fact]
    public void Secret_MissingBesideTargets_IsTold()
    {
        using var directory = new ConfDirectory().Text(ConfSettingsTests.File("Pipe-Backend-Target=/p"));

        Should.Throw<StartRefusedException>(() => directory.Start("--packet-fleet-conf", directory.Conf)).Sentences.ShouldHaveSingleItem()
            .ShouldBe($"Ingest-Secret of [Global] is missing (in {directory.Conf}, line 1): give the secret of the indexers, or the file that holds it.");
    }

    [Theory]
    [InlineData("Ingest-Secret\nCleartext-Backend-Target=a", 2, "Ingest-Secret")]
    [InlineData("Ingest-Secret=a\nCleartext-Backend-Target=a\nIngest-Cache-Path", 4, "Ingest-Cache-Path")]
    [InlineData("Ingest-Secret=a\nCleartext-Backend-Target=a\nUse-TLS\nServer-Key=key.pem\nServer-Cert", 6, "Server-Cert")]
    public void Value_Missing_IsToldOnce(string lines, int line, string key)
    {
        using var directory = new ConfDirectory().Text(ConfSettingsTests.File(lines));

        Should.Throw<StartRefusedException>(() => directory.Start("--packet-fleet-conf", directory.Conf)).Sentences.ShouldHaveSingleItem()
            .ShouldBe($"{key} of [Global] has no value (in {directory.Conf}, line {line}): write {key}=\"value\", or remove it.");
    }

    [Fact]
    public void Regions_None_IsTold()
    {
        using var directory = new ConfDirectory().Text(ConfDirectory.Global);

        directory.Load().Faults.ShouldHaveSingleItem().ShouldBe($"{directory.Conf} has no section [Stenographer \"…\"]: add one for each region.");
    }

    [Fact]
    public void Section_TwiceWithDifferentAddresses_NamesBothLinesAndNewNames()
    {
        using var directory = new ConfDirectory().Good(region: "[Stenographer \"Region 1\"]\nURL=https://b\n[Stenographer \"Region 1\"]\nURL=https://c\nTag-Name=x\n[Stenographer \"Region 2\"]\nURL=https://d\nCA-Cert=a\nClient-Cert=b\nClient-Key=c");

        directory.Load().Faults.ShouldBe(
        [
            $"The section [Stenographer \"Region 1\"] stands twice with a different URL (in {directory.Conf}, lines 5 and 10): give each region a name of its own, such as [Stenographer \"Region 3\"] in line 10.",
            $"The section [Stenographer \"Region 1\"] stands twice with a different URL (in {directory.Conf}, lines 5 and 12): give each region a name of its own, such as [Stenographer \"Region 4\"] in line 12.",
        ]);
    }

    [Fact]
    public void Key_TwiceInOneSection_IsAFaultInARegionAndAWordInGlobal()
    {
        using var directory = new ConfDirectory().Good("Label=a\nLabel=b\nLabel=b", "URL=https://other");

        var settings = directory.Load();

        settings.Faults.ShouldHaveSingleItem().ShouldBe($"URL of [Stenographer \"Region 1\"] is given twice with different values (in {directory.Conf}, lines 8 and 12): keep one, or write a section of its own for the other.");
        settings.Warnings.ShouldAllBe(w => w.StartsWith("Label of [Global] is given twice", StringComparison.Ordinal));
        settings.Settings.ShouldContain(new KeyValuePair<string, object>("PacketFleet:Gravwell:Label", "b"));
    }

    [Fact]
    public void File_Unreadable_IsToldAlone()
    {
        using var directory = new ConfDirectory();

        directory.Load().Faults.ShouldHaveSingleItem().ShouldBe($"The file {directory.Conf} does not exist: correct the path.");
        Directory.CreateDirectory(directory.Conf);
        directory.Load().Faults.ShouldHaveSingleItem().ShouldBe($"The file {directory.Conf} is a directory: name the file in it.");
        Directory.Delete(directory.Conf);
        File.WriteAllBytes(directory.Conf, [.. Encoding.UTF8.GetBytes("[Global]\nLabel=x\nLabel="), 0xFF, 0x0A]);
        directory.Load().Faults.ShouldHaveSingleItem().ShouldBe($"The file {directory.Conf} is no UTF-8 text in line 3: save it as UTF-8.");
        directory.Text("\n { \"PacketFleet\": {} }").Load().Faults.ShouldHaveSingleItem().ShouldBe($"The file {directory.Conf} is JSON: give it with --config.");
        File.WriteAllBytes(directory.Conf, new byte[ConfFiles.MostBytes + 1]);
        directory.Load().Faults.ShouldHaveSingleItem().ShouldStartWith($"The file {directory.Conf} is larger than 4 MB");
    }

    [Fact]
    public void Faults_ByTheThousand_AreNotAllTold()
    {
        using var directory = new ConfDirectory().Good(string.Concat(Enumerable.Range(0, 3000).Select(i => $"No{i}=1\n")));

        var faults = directory.Load().Faults;

        faults.Count.ShouldBe(101);
        faults[^1].ShouldBe($"{directory.Conf} has 2900 more faults: correct these first.");
    }
}
