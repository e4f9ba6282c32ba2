namespace PacketFleet.Web.Tests.Configuration;

public class SettingOrderTests
{
    private const string TwoSamples = """
        { "PacketFleet": { "Regions": [ { "Name": "A", "PcapDirectory": "samples/a", "RebaseToNow": true }, { "Name": "B", "PcapDirectory": "samples/b" } ],
          "Jobs": { "SliceMinutes": 60, "StallSeconds": 900 }, "Web": { "FrameAncestors": [ "https://one.example", "https://two.example" ] } } }
        """;

    [Fact]
    public void List_InLaterSource_ReplacesEarlierWhole()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).Json("""{ "PacketFleet": { "Regions": [ { "Name": "C", "PcapDirectory": "c" } ] } }""");

        var options = settings.Read();

        settings.Faults.Faults.ShouldBeEmpty();
        options.Regions.ShouldHaveSingleItem().Name.ShouldBe("C");
        options.Regions[0].RebaseToNow.ShouldBeFalse();
        options.Web.FrameAncestors.Count.ShouldBe(2);
    }

    [Fact]
    public void List_OneKeyInLaterSource_StartsANewList()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).CommandLine("--PacketFleet:Regions:0:Name=C", "--PacketFleet:Regions:0:PcapDirectory=c");

        settings.Read().Regions.ShouldHaveSingleItem().Name.ShouldBe("C");
    }

    [Fact]
    public void List_EmptyInLaterSource_RemovesEarlier()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).Json("""{ "PacketFleet": { "Regions": [], "Web": { "FrameAncestors": [] } } }""");

        var options = settings.Read();

        options.Regions.ShouldBeEmpty();
        options.Web.FrameAncestors.ShouldBeEmpty();
        settings.Faults.Faults.ShouldBeEmpty();
        settings.Faults.Warnings.ShouldHaveSingleItem().ShouldContain("PacketFleet:Regions");
    }

    [Fact]
    public void List_OneTextForAList_IsSplitAtCommas()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).CommandLine("--PacketFleet:Web:FrameAncestors=https://c.example, https://d.example:8443");

        settings.Read().Web.FrameAncestors.ShouldBe(["https://c.example", "https://d.example:8443"]);
    }

    [Fact]
    public void SingleKeys_InLaterSource_OverrideOneByOne()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).Json("""{ "PacketFleet": { "Jobs": { "SliceMinutes": 30 } } }""").CommandLine("--PacketFleet:Jobs:SliceMinutes", "20");

        var jobs = settings.Read().Jobs;

        jobs.SliceMinutes.ShouldBe(20);
        jobs.StallSeconds.ShouldBe(900);
    }

    [Fact]
    public void Items_MoreThanTen_KeepTheirOrder()
    {
        var list = string.Join(", ", Enumerable.Range(0, 12).Select(i => $$"""{ "Name": "R{{i}}", "PcapDirectory": "d" }"""));
        using var settings = new Settings().Json($$"""{ "PacketFleet": { "Regions": [ {{list}} ] } }""");

        settings.Read().Regions.Select(r => r.Name).ShouldBe(Enumerable.Range(0, 12).Select(i => $"R{i}"));
    }

    [Fact]
    public void Paths_BySource_AreRelativeToWhereItBelongs()
    {
        using var settings = new Settings().BuiltIn(TwoSamples);
        var builtIn = settings.Read();

        builtIn.Regions[0].PcapDirectory.ShouldBe(Path.Combine(settings.Root, "content", "samples", "a"));
        builtIn.Archive.Directory.ShouldBe(Path.Combine(settings.Working, "data", "archive"));
        builtIn.Store.ConnectionString.ShouldContain(Path.Combine(settings.Working, "data", "packetfleet.db"));
    }

    [Fact]
    public void Paths_InAConfigFile_AreRelativeToIt()
    {
        using var settings = new Settings().BuiltIn(TwoSamples).Json("""
            { "PacketFleet": { "Regions": [ { "Name": "C", "PcapDirectory": "captures" } ], "Archive": { "Directory": "kept" }, "Store": { "ConnectionString": "Data Source=jobs.db" } } }
            """);
        var options = settings.Read();
        var directory = Path.Combine(settings.Root, "config");

        options.Regions[0].PcapDirectory.ShouldBe(Path.Combine(directory, "captures"));
        options.Archive.Directory.ShouldBe(Path.Combine(directory, "kept"));
        options.Store.ConnectionString.ShouldContain(Path.Combine(directory, "jobs.db"));
    }
}
