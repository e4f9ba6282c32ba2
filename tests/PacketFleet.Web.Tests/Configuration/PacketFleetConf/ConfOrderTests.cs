using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfOrderTests
{
    [Fact]
    public void Sources_InTheirOrder_LieOverEachOther()
    {
        using var directory = new ConfDirectory().Good("Label=conf\nLog-Level=INFO");
        var json = directory.Write("settings.json", """
            { "PacketFleet": { "Gravwell": { "Label": "json", "Tenant": "json", "IngestSecretFile": "cert.pem", "Targets": [ "tcp://json:1", "tcp://json:2" ] },
              "Regions": [ { "Name": "A", "PcapDirectory": "a" }, { "Name": "B", "PcapDirectory": "b" } ], "Jobs": { "SliceMinutes": 7 } } }
            """);

        var (options, _) = directory.Start("--config", json, "--packet-fleet-conf", directory.Conf, "--PacketFleet:Log:Level=Debug");

        options.Regions.ShouldHaveSingleItem().Name.ShouldBe("Region 1");
        options.Gravwell.Targets.ShouldBe(["tcp://127.0.0.1:4023"]);
        options.Gravwell.Label.ShouldBe("conf");
        options.Gravwell.Tenant.ShouldBe("json");
        options.Gravwell.IngestSecret.Reveal().ShouldBe("tell-nobody");
        options.Gravwell.IngestSecretFile.ShouldBeNull();
        options.Jobs.SliceMinutes.ShouldBe(7);
        options.Log.Level.ShouldBe("Debug");
    }

    [Fact]
    public void Regions_OnTheCommandLine_ReplaceTheFilesWhole()
    {
        using var directory = new ConfDirectory().Good();

        directory.Start("--packet-fleet-conf", directory.Conf, "--PacketFleet:Regions:0:Name=Mine", "--PacketFleet:Regions:0:PcapDirectory=x").Options.Regions.ShouldHaveSingleItem().PcapDirectory.ShouldNotBeNull();

        // What is wrong with such a region is not said of the file's.
        Should.Throw<StartRefusedException>(() => directory.Start("--packet-fleet-conf", directory.Conf, "--PacketFleet:Regions:0:Name=Mine", "--PacketFleet:Regions:0:Url=https://x"))
            .Sentences.ShouldAllBe(s => s.StartsWith("PacketFleet:Regions:0:C", StringComparison.Ordinal));
    }

    [Fact]
    public void Anonymous_WithTheFile_IsImpliedUnlessASettingSaysOtherwise()
    {
        using var directory = new ConfDirectory().Good("Listen-Address=\":0\"");
        var json = directory.Write("settings.json", """{ "PacketFleet": { "Security": { "AllowAnonymous": false } } }""");

        directory.Start("--packet-fleet-conf", directory.Conf).Options.Security.AllowAnonymous.ShouldBeTrue();
        directory.Warnings().AllowedBy.ShouldBe($"the Packet Fleet file {directory.Conf} knows no logins");
        directory.Warnings("--PacketFleet:Security:AllowAnonymous=true").AllowedBy.ShouldBe("PacketFleet:Security:AllowAnonymous is true");
        Should.Throw<StartRefusedException>(() => directory.Start("--config", json, "--packet-fleet-conf", directory.Conf)).Sentences.ShouldHaveSingleItem().ShouldStartWith("Urls is \"http://*:0\"");
        Should.Throw<StartRefusedException>(() => directory.Start("--urls=http://0.0.0.0:0"));
    }

    [Fact]
    public void Warnings_OfAWholeStart_SayWhatThisFileCannot()
    {
        using var directory = new ConfDirectory().Good("Cache-Depth=1");

        directory.Warnings().Sentences.ShouldContain($"{directory.Conf} sets what has no effect here: Cache-Depth of [Global] (line 4).");
        directory.Warnings().Sentences.ShouldContain(s => s.StartsWith("PacketFleet:Web:FrameAncestors is empty", StringComparison.Ordinal));
        directory.Warnings("--PacketFleet:Web:FrameAncestors=https://gravwell.example").Sentences.ShouldNotContain(s => s.Contains("FrameAncestors", StringComparison.Ordinal));
    }

    [Fact]
    public void LogFile_ThatCannotBeWritten_IsLeftOutWithAWord()
    {
        using var directory = new ConfDirectory().Good("Log-File=cert.pem/log/x.log");

        directory.Start("--packet-fleet-conf", directory.Conf).Options.Log.File.ShouldBeNull();
        directory.Warnings().Sentences.ShouldContain(s => s.StartsWith($"Log-File of [Global] names {directory.File("cert.pem/log/x.log")}, which the user", StringComparison.Ordinal) && s.EndsWith($"(in {directory.Conf}, line 4).", StringComparison.Ordinal));
    }
}
