using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Tests.Configuration;

public class CommandLineTests
{
    [Theory]
    [InlineData("--config", "a.json")]
    [InlineData("--config=a.json")]
    public void Config_EitherForm_IsRelativeToTheWorkingDirectory(params string[] args)
    {
        var line = CommandLine.Parse(args, "/srv");

        line.Faults.ShouldBeEmpty();
        line.ConfigFiles.ShouldBe(["/srv/a.json"]);
    }

    [Fact]
    public void PacketFleetConf_Given_IsRelativeToTheWorkingDirectory() => CommandLine.Parse(["--packet-fleet-conf", "x.conf"], "/run").ConfFile.ShouldBe("/run/x.conf");

    [Theory]
    [InlineData("--config needs a file", "--config")]
    [InlineData("--packet-fleet-conf needs a file", "--packet-fleet-conf")]
    [InlineData("--packet-fleet-conf is given twice", "--packet-fleet-conf", "x.conf", "--packet-fleet-conf", "y.conf")]
    [InlineData("did you mean --packet-fleet-conf?", "--packetfleet-conf", "x.conf")]
    [InlineData("did you mean the verb convert-conf, which comes first?", "--urls", "http://x", "convert-conf")]
    [InlineData("did you mean --config?", "--confg", "x.json")]
    [InlineData("\"serve\" is not known", "serve")]
    public void Arguments_Wrong_AreTold(string words, params string[] args) =>
        CommandLine.Parse(args, "/srv").Faults.ShouldHaveSingleItem().ShouldContain(words);

    [Fact]
    public void Settings_AsArguments_Pass() =>
        CommandLine.Parse(["--urls", "http://127.0.0.1:0", "--PacketFleet:Archive:MaxGigabytes=5", "--environment=Development", "--contentRoot=/x"], "/srv").Faults.ShouldBeEmpty();
}
