using System.Text.Json;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConvertConfTests
{
    private const string Everything = """
        Enable-Compression=true
        Insecure-Skip-TLS-Verify=true
        Encrypted-Backend-Target=indexer.example
        Pipe-Backend-Target=comms/pipe
        Ingest-Cache-Path=cache
        Log-Level=ERROR
        Log-File=log/pf.log
        Source-Override=10.9.8.7
        Ingester-UUID=c5eb1f22-20d0-456b-8da7-308451a931b1
        Ingester-Name=true
        Label="é \" <b>"
        Rate-Limit=1Mbit
        Connection-Timeout=5m
        Timestamp-Max-Past-Delta=1h
        Timestamp-Max-Future-Delta=1m
        Listen-Address="127.0.0.1:0"
        Use-TLS=true
        Server-Cert=server_cert.pem
        Server-Key=server_key.pem
        """;

    [Fact]
    public void Settings_OfTheConvertedFile_AreThoseOfTheFile()
    {
        using var directory = new ConfDirectory().Good(Everything, "Tag-Name=steno\nIgnore-Timestamps=true\n[Stenographer \"Region 2\"]\nURL=https://b\nCA-Cert=ca.pem\nClient-Cert=cert.pem\nClient-Key=key.pem\nSource-Override=7");
        using var pki = new TestPki(directory.Root);
        var (code, output, error) = Run(directory.Conf);
        code.ShouldBe(0, error);
        var json = directory.Write("elsewhere/converted.json", output);

        var (direct, first) = directory.Start("--packet-fleet-conf", directory.Conf);
        var (converted, second) = directory.Start("--config", json);

        Shown(converted).ShouldBe(Shown(direct));
        converted.Gravwell.IngestSecret.Reveal().ShouldBe(direct.Gravwell.IngestSecret.Reveal());
        foreach (var key in (string[])["Urls", "Kestrel:Certificates:Default:Path", "Kestrel:Certificates:Default:KeyPath"])
            second.Configuration[key].ShouldBe(first.Configuration[key]);
        second.Configuration["Urls"].ShouldBe("https://127.0.0.1:0");
    }

    [Fact]
    public void Secret_InTheFile_IsKeptWithARemark_InAFileOfItsOwnIsNamed()
    {
        using var directory = new ConfDirectory().Good();
        var (_, output, error) = Run(directory.Conf);
        output.ShouldContain("tell-nobody");
        error.ShouldContain("chmod 600");
        error.ShouldNotContain("tell-nobody");

        directory.Write("secret", "hush");
        directory.Text(ConfSettingsTests.File("Ingest-Secret-File=secret\nCleartext-Backend-Target=a"));
        (_, output, error) = Run(directory.Conf);
        output.ShouldNotContain("hush");
        output.ShouldContain($"\"IngestSecretFile\": \"{directory.File("secret")}\"");
        error.ShouldNotContain("chmod");
        error.ShouldStartWith("Packets are also kept in the archive on this machine's disk for 30 days, or until it holds 50 GB: set PacketFleet:Archive:Enabled to false to keep none (PacketFleet__Archive__Enabled=false in the environment), or to true if that is meant.");
    }

    [Fact]
    public void Faults_OfTheFile_AreAllToldAndNothingIsPrinted()
    {
        using var directory = new ConfDirectory().Text("[Global]\nLabel=“x”\n[Stenographer \"R\"]\nURL=http://x\nCA-Cert=nowhere.pem\nClient-Cert=cert.pem\nClient-Key=key.pem\n");

        var (code, output, error) = Run(directory.Conf);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        foreach (var words in (string[])["Label of [Global]", "URL of [Stenographer \"R\"]", "CA-Cert of [Stenographer \"R\"]", "No indexer is named", "Ingest-Secret of [Global] is missing"])
            error.ShouldContain(words);
        error.TrimEnd().Split('\n').Length.ShouldBe(5);
        Directory.GetFileSystemEntries(directory.Root).Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("convert-conf")]
    [InlineData("convert-conf", "a", "b")]
    [InlineData("convert-conf", "--help")]
    public void Arguments_Wrong_AreTold(params string[] args)
    {
        using var error = new StringWriter();
        ConvertConf.Run(args, TextWriter.Null, error).ShouldBe(2);
        error.ToString().ShouldContain("write convert-conf packet_fleet.conf > appsettings.json");
    }

    [Fact]
    public void OtherArguments_AreNotItsBusiness() => ConvertConf.Run(["--urls", "convert-conf"], TextWriter.Null, TextWriter.Null).ShouldBeNull();

    private static string Shown(PacketFleetOptions options) => JsonSerializer.Serialize(options, options.GetType());

    private static (int? Code, string Output, string Error) Run(string file)
    {
        using StringWriter output = new(), error = new();
        var code = ConvertConf.Run([ConvertConf.Verb, file], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
