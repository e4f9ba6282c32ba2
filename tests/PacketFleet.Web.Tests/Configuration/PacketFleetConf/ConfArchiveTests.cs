using PacketFleet.Web.Configuration;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

/// <summary>The archive, which a Packet Fleet file knows nothing of.</summary>
public class ConfArchiveTests
{
    private const string Enabled = "--PacketFleet:Archive:Enabled=";

    [Fact]
    public void Cache_WhilePacketsAreArchived_IsNamedAsIdleAndTheArchiveIsTold()
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=cache\nMax-Ingest-Cache=12\nCache-Depth=1\n");

        var told = directory.Warnings().Sentences;

        told.ShouldContain($"{directory.Conf} sets what has no effect here: Cache-Depth of [Global] (line 6), Ingest-Cache-Path of [Global] (line 4) and Max-Ingest-Cache of [Global] (line 5).");
        told.Where(IsOfArchive).ShouldHaveSingleItem().ShouldBe(
            $"Packets are also kept in the archive {directory.File("archive")} on this machine's disk for 30 days, or until it holds 50 GB: "
            + "set PacketFleet:Archive:Enabled to false to keep none, and to use the cache instead (PacketFleet__Archive__Enabled=false in the environment), or to true if that is meant.");
    }

    [Fact]
    public void Cache_WithoutAnArchive_IsUsedAndNothingIsSaid()
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=cache\nMax-Ingest-Cache=12\n");

        directory.Warnings(Enabled + "false").Sentences.ShouldNotContain(s => IsOfArchive(s) || s.Contains("no effect", StringComparison.Ordinal));
        var gravwell = directory.Start("--packet-fleet-conf", directory.Conf, Enabled + "false").Options.Gravwell;
        gravwell.SpoolDirectory.ShouldBe(directory.File("cache"));
        gravwell.SpoolMaxMegabytes.ShouldBe(12);
    }

    [Fact]
    public void Cache_InTheEnvironment_IsNamedAsIdleToo()
    {
        using var directory = new ConfDirectory().Good();
        directory.Environment.Add("GRAVWELL_CACHE_PATH", "cache");

        directory.Load().WarningsBeside(new ArchiveOptions(), chosen: true).ShouldHaveSingleItem()
            .ShouldBe($"{directory.Conf} sets what has no effect here: GRAVWELL_CACHE_PATH (in the environment).");
    }

    [Fact]
    public void Archive_ThatSomebodyChose_IsNotToldButIdleKeysAre()
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=cache\n");
        var json = directory.Write("settings.json", """{ "PacketFleet": { "Archive": { "Enabled": true } } }""");

        foreach (var args in (string[][])[[Enabled + "true"], ["--config", json]])
        {
            directory.Warnings(args).Sentences.ShouldNotContain(s => IsOfArchive(s));
            directory.Warnings(args).Sentences.ShouldContain($"{directory.Conf} sets what has no effect here: Ingest-Cache-Path of [Global] (line 4).");
        }

        directory.Warnings().Sentences.ShouldContain(s => IsOfArchive(s));
    }

    [Fact]
    public void Conversion_OfAFileWithACache_SaysTheSame()
    {
        using var directory = new ConfDirectory().Good("Ingest-Cache-Path=cache\n");
        using StringWriter output = new(), error = new();

        ConvertConf.Run([ConvertConf.Verb, directory.Conf], output, error).ShouldBe(0);

        error.ToString().ShouldContain($"{directory.Conf} sets what has no effect here: Ingest-Cache-Path of [Global] (line 4).");
        error.ToString().ShouldContain("Packets are also kept in the archive on this machine's disk for 30 days");
        output.ToString().ShouldContain("SpoolDirectory");
        output.ToString().ShouldNotContain("Archive");
    }

    [Theory]
    [InlineData(0, 0, "for ever:")]
    [InlineData(1, 0, "for 1 day:")]
    [InlineData(0, 5, "until it holds 5 GB:")]
    [InlineData(7, 5, "for 7 days, or until it holds 5 GB:")]
    public void Archive_OfAnyBounds_IsToldWithThem(int days, int gigabytes, string words) =>
        ConfNotes.Archived(new ArchiveOptions { MaxAgeDays = days, MaxGigabytes = gigabytes }, cached: false).ShouldContain(" disk " + words);

    private static bool IsOfArchive(string sentence) => sentence.StartsWith("Packets are also kept in the archive", StringComparison.Ordinal);
}
