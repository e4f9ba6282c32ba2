using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Hosting;

namespace PacketFleet.Web.Tests.Configuration;

public class GravwellSinkTests
{
    private const string Indexer = "\"Targets\": [ \"tcp://a:1\" ], \"IngestSecret\": \"s\"";

    [Fact]
    public void Sink_OfSettings_HasThemAll()
    {
        using var settings = new Settings().Json("""
            { "PacketFleet": {
              "Gravwell": { "Targets": [ "tcp://a", "tls://[::1]:9", "pipe:///run/x" ], "IngestSecret": "s", "Tenant": "north", "Compression": true, "VerifyCertificates": false,
                "IngesterName": "Berlin", "IngesterUuid": "c5eb1f22-20d0-456b-8da7-308451a931b1", "Label": "second floor", "RateLimitBitsPerSecond": 131072,
                "ConnectionTimeoutSeconds": 30, "TimestampMaxPastSeconds": 3600, "TimestampMaxFutureSeconds": 60, "SpoolDirectory": "spool", "SpoolMaxMegabytes": 7 },
              "Archive": { "Enabled": false },
              "Regions": [ { "Name": "A", "PcapDirectory": "a", "Tag": "steno" }, { "Name": "B", "PcapDirectory": "b", "Tag": "other" }, { "Name": "C", "PcapDirectory": "c", "Tag": "steno" } ] } }
            """);

        var engine = settings.Read().ToEngine();

        settings.Faults.Faults.ShouldBeEmpty();
        engine.ArchiveEnabled.ShouldBeFalse();
        var sink = engine.Gravwell;
        sink.Targets.ShouldBe([
            new IndexerTarget("tcp://a", IndexerTransport.Tcp, "a", 4023),
            new IndexerTarget("tls://[::1]:9", IndexerTransport.Tls, "::1", 9),
            new IndexerTarget("pipe:///run/x", IndexerTransport.Pipe, "/run/x", 0)]);
        sink.Secret.ShouldNotBeNull();
        (sink.Tenant, sink.Compression, sink.VerifyCertificates, sink.Label).ShouldBe(("north", true, false, "second floor"));
        (sink.Identity.Name, sink.Identity.Version, sink.Identity.Uuid).ShouldBe(("Berlin", ProgramVersion.Text, "c5eb1f22-20d0-456b-8da7-308451a931b1"));
        sink.Identity.Version.ShouldNotContain('+');
        sink.Tags.ShouldBe(["steno", "other"]);
        (sink.RateLimitBitsPerSecond, sink.ConnectionTimeout, sink.TimestampMaxPast, sink.TimestampMaxFuture)
            .ShouldBe((131072, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)));
        (sink.SpoolDirectory, sink.SpoolMaxBytes).ShouldBe((Path.Combine(settings.Root, "config", "spool"), 7_000_000));
        engine.DeliveryDirectory.ShouldBe(Path.Combine(settings.Working, "data", "delivery"));
    }

    [Fact]
    public void Sink_WithoutIndexers_LeavesNoFile()
    {
        using var settings = new Settings().Json("{}");

        var sink = settings.Read().ToEngine().Gravwell;

        sink.Targets.ShouldBeEmpty();
        sink.Secret.ShouldBeNull();
        File.Exists(Path.Combine(settings.Working, "data", IngesterUuidFile.Name)).ShouldBeFalse();
    }

    [Fact]
    public void Uuid_NotConfigured_IsMadeOnceAndKept()
    {
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Gravwell": { {{Indexer}} }, "Store": { "ConnectionString": "Data Source=kept/jobs.db" } } }""");
        var options = settings.Read();

        var made = options.ToEngine().Gravwell.Identity.Uuid;

        Guid.Parse(made).ShouldNotBe(Guid.Empty);
        options.ToEngine().Gravwell.Identity.Uuid.ShouldBe(made);
        var directory = Path.Combine(settings.Root, "config", "kept");
        File.ReadAllText(Path.Combine(directory, "ingester.uuid")).Trim().ShouldBe(made);
        Directory.GetFiles(directory, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void Uuid_FileThatHoldsNone_RefusesTheStart()
    {
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Gravwell": { {{Indexer}} } } }""");
        var file = settings.File("working/data/ingester.uuid", "tomato");
        var options = settings.Read();

        var refused = Should.Throw<StartRefusedException>(() => options.ToEngine());

        refused.ExitCode.ShouldBe(StartRefusedException.CannotStart);
        refused.Sentences.ShouldHaveSingleItem().ShouldStartWith(file);
    }

    [Fact]
    public void CaCert_OfAnAuthority_IsTrusted()
    {
        using var pki = new TestPki();
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Gravwell": { {{Indexer}}, "CaCert": "{{pki.CaCert}}" } } }""");

        var sink = settings.Read().ToEngine().Gravwell;

        settings.Faults.Faults.ShouldBeEmpty();
        sink.Authorities.ShouldHaveSingleItem().RawData.ShouldBe(pki.Authority.RawData);
        sink.VerifyCertificates.ShouldBeTrue();
    }

    [Theory]
    [InlineData("not-there", "which does not exist")]
    [InlineData("text", "holds no certificate in PEM form")]
    [InlineData("broken", "holds no sound certificate in PEM form")]
    public void CaCert_Wrong_IsTold(string file, string words)
    {
        using var settings = new Settings();
        settings.File("config/text", "hello");
        settings.File("config/broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        settings.Json($$"""{ "PacketFleet": { "Gravwell": { {{Indexer}}, "CaCert": "{{file}}" } } }""");

        settings.Read();

        var fault = settings.Faults.Faults.ShouldHaveSingleItem();
        fault.ShouldStartWith("PacketFleet:Gravwell:CaCert names");
        fault.ShouldContain(words);
    }

    [Fact]
    public void CaCert_WhereNothingIsVerified_IsWarnedOf()
    {
        using var pki = new TestPki();
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Gravwell": { {{Indexer}}, "CaCert": "{{pki.CaCert}}", "VerifyCertificates": false } } }""");

        settings.Read();

        settings.Faults.Warnings.ShouldContain(w => w.StartsWith("PacketFleet:Gravwell:CaCert", StringComparison.Ordinal));
    }
}
