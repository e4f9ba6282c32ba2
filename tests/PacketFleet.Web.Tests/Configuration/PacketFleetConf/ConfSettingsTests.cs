using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfSettingsTests
{
    private const string Gravwell = "PacketFleet:Gravwell:";
    private const string First = "PacketFleet:Regions:0:";

    [Fact]
    public void Settings_OfEveryKey_AreWhatItDid()
    {
        using var directory = new ConfDirectory().Text("""
            # a comment
            [GLOBAL]
            ingest_secret = "hush # hush"
            Connection-Timeout = 5m
            Rate-Limit = 1Mbit
            Enable-Compression = yes
            Insecure-Skip-TLS-Verify = t
            Cleartext-Backend-Target = 10.0.0.1
            Encrypted-Backend-Target = indexer.example
            Pipe-Backend-Target = comms/pipe
            Cleartext-Backend-Target = 10.0.0.2:5000
            Ingest-Cache-Path = cache
            Max-Ingest-Cache = 512
            Cache-Mode = always
            Log-Level = warn
            Log-File = log/packet_fleet
            Source-Override = 10.9.8.7
            Ingester-UUID = "c5eb1f22-20d0-456b-8da7-308451a931b1"
            Ingester-Name = Berlin
            Label = second floor
            Timestamp-Max-Past-Delta = 1h
            Timestamp-Max-Future-Delta = 90s
            Disable-Self-Ingest = true
            Listen-Address = "127.0.0.1:9002"

            [Stenographer "Region 1"]
            URL = https://10.0.0.5:1234
            CA-Cert = ca.pem
            Client-Cert = cert.pem
            Client-Key = key.pem
            Tag-Name = steno
            Source-Override = 100
            Ignore-Timestamps

            [stenographer "Region 2"]
            url = "https://10.0.0.6"
            CA_Cert = /certificates/ca.pem
            Client_Cert = cert.pem
            Client_Key = key.pem
            """);

        var settings = directory.Load();

        settings.Faults.ShouldBeEmpty();
        settings.Warnings.ShouldBeEmpty();
        settings.Settings.Select(s => $"{s.Key}={s.Value}").ShouldBe(
            [
                "Urls=http://127.0.0.1:9002",
                First + "Name=Region 1",
                First + "Url=https://10.0.0.5:1234",
                $"{First}CaCert={directory.File("ca.pem")}",
                $"{First}ClientCert={directory.File("cert.pem")}",
                $"{First}ClientKey={directory.File("key.pem")}",
                First + "Tag=steno",
                First + "SourceOverride=100",
                First + "IgnoreTimestamps=True",
                "PacketFleet:Regions:1:Name=Region 2",
                "PacketFleet:Regions:1:Url=https://10.0.0.6",
                "PacketFleet:Regions:1:CaCert=/certificates/ca.pem",
                $"PacketFleet:Regions:1:ClientCert={directory.File("cert.pem")}",
                $"PacketFleet:Regions:1:ClientKey={directory.File("key.pem")}",
                "PacketFleet:Regions:1:SourceOverride=10.9.8.7",
                Gravwell + "Targets:0=tcp://10.0.0.1:4023",
                Gravwell + "Targets:1=tcp://10.0.0.2:5000",
                Gravwell + "Targets:2=tls://indexer.example:4024",
                $"{Gravwell}Targets:3=pipe://{directory.File("comms/pipe")}",
                Gravwell + "IngestSecret=hush # hush",
                Gravwell + "IngestSecretFile=",
                Gravwell + "Compression=True",
                Gravwell + "VerifyCertificates=False",
                $"{Gravwell}SpoolDirectory={directory.File("cache")}",
                Gravwell + "SpoolMaxMegabytes=512",
                Gravwell + "IngesterName=Berlin",
                Gravwell + "IngesterUuid=c5eb1f22-20d0-456b-8da7-308451a931b1",
                Gravwell + "Label=second floor",
                Gravwell + "ConnectionTimeoutSeconds=300",
                Gravwell + "RateLimitBitsPerSecond=1048576",
                Gravwell + "TimestampMaxPastSeconds=3600",
                Gravwell + "TimestampMaxFutureSeconds=90",
                "PacketFleet:Log:Level=Warning",
                $"PacketFleet:Log:File={directory.File("log/packet_fleet.log")}",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("Listen-Address=\":9002\"", "Urls", "http://*:9002")]
    [InlineData("Verify-Remote-Certificates=true\nInsecure-Skip-TLS-Verify=true", Gravwell + "VerifyCertificates", true)]
    [InlineData("Insecure-Skip-TLS-Verify=false", Gravwell + "VerifyCertificates", true)]
    [InlineData("Insecure-Skip-TLS-Verify", Gravwell + "VerifyCertificates", false)]
    [InlineData("Ingester-UUID=00000000-0000-0000-0000-000000000000", Gravwell + "IngesterUuid", "")]
    [InlineData("Log-Level=OFF", "PacketFleet:Log:Level", "Fatal")]
    [InlineData("Log-File=/dev/null", "PacketFleet:Log:File", "")]
    [InlineData("Connection-Timeout=0", Gravwell + "ConnectionTimeoutSeconds", 0L)]
    [InlineData("Ingest-Cache-Path=c\nMax-Ingest-Cache=0", Gravwell + "SpoolMaxMegabytes", 1000L)]
    [InlineData("Log-Level=", "PacketFleet:Log:Level", null)]
    public void Settings_OfOneKey_AreWhatItDid(string lines, string key, object? value)
    {
        using var directory = new ConfDirectory().Good(lines);

        directory.Value(key).ShouldBe(value);
    }

    [Fact]
    public void SecretFile_Alone_IsNamedNotRead()
    {
        using var directory = new ConfDirectory().Text(File(global: "Ingest-Secret-File=secret\nCleartext-Backend-Target=a"));
        directory.Write("secret", "tell nobody\n");

        directory.Value(Gravwell + "IngestSecretFile").ShouldBe(directory.File("secret"));
        directory.Start("--packet-fleet-conf", directory.Conf).Options.Gravwell.IngestSecret.Reveal().ShouldBe("tell nobody");
    }

    [Fact]
    public void Keys_WithoutEffect_AreNamedInOneWarning()
    {
        using var directory = new ConfDirectory().Good(
            "Cache-Depth=128\nCache-Mode=fail\nLog-UDP-Target=a:1\nLog-Source-Override=1.1.1.1\nDisable-Self-Ingest=false\nVerify-Remote-Certificates=false\nStats-Sample-Interval=1m\n"
            + "Disable-Multithreading=true\nMax-Entry-Size=5\nMax-Ingest-Cache=10\nServer-Cert=a\nServer-Key=b\nIngest-Secret-File=c",
            "Assume-Local-Timezone=true\nTimezone-Override=Europe/Berlin\nTimestamp-Format-Override=Unix");

        var warning = directory.Load().WarningsBeside(new ArchiveOptions { Enabled = false }, chosen: false).ShouldHaveSingleItem();

        foreach (var (key, line) in ((string, int)[])[("Cache-Depth", 4), ("Cache-Mode", 5), ("Log-UDP-Target", 6), ("Log-Source-Override", 7), ("Disable-Self-Ingest", 8), ("Verify-Remote-Certificates", 9), ("Stats-Sample-Interval", 10), ("Disable-Multithreading", 11), ("Max-Entry-Size", 12), ("Max-Ingest-Cache", 13), ("Server-Cert", 14), ("Server-Key", 15), ("Ingest-Secret-File", 16)])
            warning.ShouldContain($"{key} of [Global] (line {line})");
        foreach (var key in (string[])["Assume-Local-Timezone", "Timezone-Override", "Timestamp-Format-Override"])
            warning.ShouldContain($"{key} of [Stenographer \"Region 1\"] (line 2");
    }

    [Fact]
    public void Overlays_BesideTheFile_LieOverItInOrderOfTheirNames()
    {
        using var directory = new ConfDirectory().Good("Label=main\nEnable-Compression=true\nEncrypted-Backend-Target=gone");
        directory.Write("packet_fleet.conf.d/20-last.conf", "[Global]\nLabel=last\nCleartext-Backend-Target=10.0.0.2");
        directory.Write("packet_fleet.conf.d/10-first.conf", "[Global]\nLabel=first\nEncrypted-Backend-Target\n[Stenographer \"Region 1\"]\nClient-Key=own.pem\n[Stenographer \"Region 2\"]\nURL=https://x\nCA-Cert=a\nClient-Cert=b\nClient-Key=c");
        directory.Write("packet_fleet.conf.d/ignored.txt", "[Nonsense]");

        directory.Value(Gravwell + "Label").ShouldBe("last");
        directory.Value(Gravwell + "Compression").ShouldBe(true);
        directory.Value(First + "ClientKey").ShouldBe(directory.File("packet_fleet.conf.d/own.pem"));
        directory.Value("PacketFleet:Regions:1:Name").ShouldBe("Region 2");
        directory.Load().Settings.Where(s => s.Key.Contains("Targets", StringComparison.Ordinal)).Select(s => s.Value).ShouldBe(["tcp://127.0.0.1:4023", "tcp://10.0.0.2:4023"]);
    }

    [Theory]
    [InlineData("cache/e/cache_a", "left", true)]
    [InlineData("cache/cache_b", "left", true)]
    [InlineData("cache/e/cache_a", "", false)]
    [InlineData("cache/other", "left", false)]
    public void Cache_WithEntriesOfTheOldProgram_IsWorthAWord(string name, string text, bool warned)
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=cache");
        directory.Write(name, text);

        directory.Value(Gravwell + "SpoolDirectory").ShouldBe(directory.File("cache"));
        directory.Load().Warnings.Any(w => w.StartsWith("Ingest-Cache-Path of [Global] names a directory where the old ingester left entries", StringComparison.Ordinal)).ShouldBe(warned);
    }

    [Theory]
    [InlineData("\"/opt/a b%20?#c\"", "/opt/a b%20?#c")]
    [InlineData("\"/opt/100%/%zz/;x=y&z\"", "/opt/100%/%zz/;x=y&z")]
    [InlineData("\"/opt/a\\\\b:c@d+e[f]\"", "/opt/a\\b:c@d+e[f]")]
    [InlineData("/opt/größe/e\u0301/\u200Ex/😀", "/opt/größe/e\u0301/\u200Ex/😀")]
    [InlineData("/opt//a/../b", "/opt/b")]
    public void Pipe_WithSignsOfUrls_IsOpenedAsWritten(string written, string path)
    {
        using var directory = new ConfDirectory().Good($"Pipe-Backend-Target={written}\nPipe-Backend-Target={written.Replace("/opt", "/OPT", StringComparison.Ordinal)}");

        directory.Load().Faults.ShouldBeEmpty();
        var targets = directory.Start("--packet-fleet-conf", directory.Conf).Options.Gravwell.Targets;

        IndexerTarget.Parse(targets[1]).ShouldBe(new IndexerTarget(targets[1], IndexerTransport.Pipe, path, 0));
        targets.Count.ShouldBe(3);
    }

    [Fact]
    public void Section_InTwoPartsThatAgree_IsOne()
    {
        using var directory = new ConfDirectory().Good(region: "[Stenographer \"Region 1\"]\nTag-Name=steno\nCA-Cert=ca.pem");

        directory.Value(First + "Tag").ShouldBe("steno");
        directory.Value("PacketFleet:Regions:1:Name").ShouldBeNull();
    }

    internal static string File(string global, string region = "") =>
        $"[Global]\n{global}\n[Stenographer \"Region 1\"]\nURL=https://10.0.0.5:1234\nCA-Cert=ca.pem\nClient-Cert=cert.pem\nClient-Key=key.pem\n{region}\n";
}
