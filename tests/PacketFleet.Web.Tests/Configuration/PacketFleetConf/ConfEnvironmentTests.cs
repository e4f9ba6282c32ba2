namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

public class ConfEnvironmentTests
{
    private const string Gravwell = "PacketFleet:Gravwell:";

    [Fact]
    public void Variables_WhereTheFileSaysNothing_Count()
    {
        using var directory = new ConfDirectory().Text(ConfSettingsTests.File(""));
        directory.Write("targets", "10.0.0.7, 10.0.0.8:1\nsecond line\n");
        foreach (var (name, value) in ((string, string)[])[("INGEST_SECRET", "hush"), ("CLEARTEXT_TARGETS", "10.0.0.1, 10.0.0.2:5"), ("ENCRYPTED_TARGETS_FILE", "targets"), ("PIPE_TARGETS", "/pipe"), ("ENABLE_COMPRESSION", "y"), ("CACHE_MODE", "always"), ("CACHE_PATH", "cache"), ("CACHE_SIZE", "77"), ("LOG_LEVEL", "INFO"), ("DISABLE_SELF_INGEST", "true")])
            directory.Environment.Add("GRAVWELL_" + name, value);

        var settings = directory.Load();

        settings.Faults.ShouldBeEmpty();
        settings.Warnings.ShouldBeEmpty();
        settings.Settings.Where(s => s.Key.Contains("Targets", StringComparison.Ordinal)).Select(s => s.Value)
            .ShouldBe(["tcp://10.0.0.1:4023", "tcp://10.0.0.2:5", "tls://10.0.0.7:4024", "tls://10.0.0.8:1", "pipe:///pipe"]);
        directory.Value(Gravwell + "IngestSecret").ShouldBe("hush");
        directory.Value(Gravwell + "Compression").ShouldBe(true);
        directory.Value(Gravwell + "SpoolDirectory").ShouldBe(directory.File("cache"));
        directory.Value(Gravwell + "SpoolMaxMegabytes").ShouldBe(77L);
        directory.Value("PacketFleet:Log:Level").ShouldBe("Information");
    }

    [Fact]
    public void Variable_BesideTheKeyItself_DoesNotCountAndIsTold()
    {
        using var directory = new ConfDirectory().Good("Log-Level=ERROR");
        directory.Environment.Add("GRAVWELL_LOG_LEVEL", "INFO");
        directory.Environment.Add("GRAVWELL_INGEST_SECRET", "other");

        directory.Value("PacketFleet:Log:Level").ShouldBe("Error");
        directory.Value(Gravwell + "IngestSecret").ShouldBe("tell-nobody");
        directory.Load().Warnings.Count.ShouldBe(2);
        directory.Load().Warnings.ShouldAllBe(w => w.StartsWith("GRAVWELL_", StringComparison.Ordinal) && w.EndsWith("remove one of the two.", StringComparison.Ordinal) && !w.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public void SecretFile_InTheEnvironment_IsNamedNotRead()
    {
        using var directory = new ConfDirectory().Text(ConfSettingsTests.File("Cleartext-Backend-Target=a"));
        directory.Environment.Add("GRAVWELL_INGEST_SECRET_FILE", "secret");

        directory.Value(Gravwell + "IngestSecretFile").ShouldBe(directory.File("secret"));
    }

    [Theory]
    [InlineData("GRAVWELL_CACHE_SIZE", "much", "GRAVWELL_CACHE_SIZE is \"much\" (in the environment): write a number of megabytes such as 1024.")]
    [InlineData("GRAVWELL_ENABLE_COMPRESSION", "perhaps", "GRAVWELL_ENABLE_COMPRESSION is \"perhaps\" (in the environment): write true or false.")]
    [InlineData("GRAVWELL_ENCRYPTED_TARGETS", "a, b c", "GRAVWELL_ENCRYPTED_TARGETS is \"b c\" (in the environment): write host:4024.")]
    [InlineData("GRAVWELL_CACHE_MODE_FILE", "/nowhere/x", "GRAVWELL_CACHE_MODE_FILE names /nowhere/x, which cannot be read (in the environment): correct the path, or let the user")]
    [InlineData("GRAVWELL_LOG_LEVEL_FILE", "empty", "whose first line is empty (in the environment): write the value there.")]
    public void Variable_Wrong_IsTold(string name, string value, string words)
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=x");
        directory.Write("empty", "\n");
        directory.Environment.Add(name, value);

        directory.Load().Faults.ShouldHaveSingleItem().ShouldContain(words);
    }
}
