using Bunit;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Pictures;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class SinkWordsTests
{
    private const string Said = "All read; Gravwell has 48,190 of 48,211";

    private static readonly FetchSnapshot Draining = Fetch("Frankfurt", FetchState.Draining, 1, null, 48_211) with
    {
        Sinks = [new("Archive", 48_211, 0), new("Gravwell", 48_190, 0)],
    };

    private static readonly JobSnapshot Job1 = Job(1, JobState.Running, Draining);

    [Fact]
    public void Draining_IsSaidInRowLaneAndVerdict()
    {
        ProgressWords.Of(Draining, Job1, null, TimeZoneInfo.Utc).ShouldBe(new VerdictText(null, "all read, 21 on the way", "muted", Said));
        ProgressWords.Of(Job1, null, TimeZoneInfo.Utc, fresh: false).ShouldBe(new VerdictText(null, "all read, 21 on the way", "muted", $"Frankfurt: {Said}."));

        var axis = CoverageAxis.For(Job1);
        LaneCaptions.Of(Draining, Coverage.Of(Draining, axis, Coverage.LaneHead), axis, 960, Days.Of(axis, TimeZoneInfo.Utc))
            .ShouldBe([new LaneCaption(0, Said, "primary")]);

        Sentence(Job1).ShouldBe("Running, 100 %. Frankfurt is read to its end; Gravwell has 48,190 of 48,211.");
    }

    [Fact]
    public void Draining_WhileGravwellTakesNone_SaysWhy()
    {
        var stuck = Draining with { Reason = "All read; Gravwell has 48,000 of 48,211 packets (no indexer is ready to ingest)." };
        var job = Job(1, JobState.Running, stuck);
        const string words = Said + " (no indexer is ready to ingest)";

        ProgressWords.Of(stuck, job, null, TimeZoneInfo.Utc).Title.ShouldBe(words);
        Sentence(job).ShouldBe("Running, 100 %. Frankfurt is read to its end; Gravwell has 48,190 of 48,211 (no indexer is ready to ingest).");
        SinkWords.Draining(Draining with { Reason = "All read; Gravwell has 48,000 of 48,211 packets." }).ShouldBe(Said);
    }

    [Fact]
    public async Task Download_OfWhatTheArchiveHas_DoesNotWaitForGravwell()
    {
        await using var context = new JobsContext();
        var other = Fetch("Ashburn", FetchState.Draining, 1, null, 7) with { Sinks = [new("Gravwell", 3, 0)] };
        var job = Job(1, JobState.Running, Draining with { DeliveredPackets = 0 }, other) with { DeliveredPackets = 0, Sinks = [new("Archive", 48_211, 0), new("Gravwell", 3, 0)] };

        var head = context.Render<JobHead>(p => p.Add(h => h.Job, job));
        var button = head.FindAll("button").Single(b => b.TextContent == "Download");
        button.HasAttribute("disabled").ShouldBeFalse();
        button.Click();
        head.FindAll("a[download]").Where(a => !a.TextContent.Contains("JSON", StringComparison.Ordinal)).Select(a => a.TextContent)
            .ShouldBe(["All regions, merged, pcapng", "All regions, merged, pcap", "Frankfurt, pcapng"]);
        JobActions.CanDownload(job with { Sinks = [new("Archive", 0, 0), new("Gravwell", 3, 0)] }).ShouldBeFalse();
        JobActions.CanDownload(job with { DeliveredPackets = 3, Sinks = [new("Gravwell", 3, 0)] }).ShouldBeFalse("there is no archive");
        JobActions.CanDownload(job with { DeliveredPackets = 3, Sinks = [] }).ShouldBeTrue();
    }

    [Fact]
    public void Draining_ToTheArchiveAlone_IsSaidAsBefore()
    {
        var fetch = Draining with { Sinks = [] };

        ProgressWords.Of(fetch, Job1, null, TimeZoneInfo.Utc).ShouldBe(new VerdictText(100, "delivering", "muted", ""));
        Sentence(Job(1, JobState.Running, fetch)).ShouldEndWith("Frankfurt is read to its end; the rest is on its way.");
    }

    [Theory]
    [InlineData("Gravwell lags.", "Frankfurt waits: Gravwell lags.", "Gravwell lags")]
    [InlineData("No indexer is connected: start one.", "Frankfurt waits: no indexer is connected: start one.", "No indexer is connected")]
    [InlineData("Frankfurt waits for Gravwell: no indexer is connected.", "Frankfurt waits for Gravwell: no indexer is connected.", "waits for Gravwell")]
    public void Waiting_ForGravwell_IsSaidInVerdictAndRow(string reason, string sentence, string row)
    {
        var job = Job(1, JobState.Running, Fetch("Frankfurt", FetchState.Waiting, 0.44, null, 96_311, reason));

        Sentence(job).ShouldBe($"Waiting, 44 %. {sentence}");
        ProgressWords.Of(job, null, TimeZoneInfo.Utc, fresh: false).ShouldBe(new VerdictText(44, row, "muted", reason));
    }

    [Fact]
    public async Task Facts_OfTwoSinks_TellEachShare()
    {
        await using var context = new JobsContext();
        var running = Job1 with { Sinks = [new("Archive", 48_211, 0, 5_000_000), new("Gravwell", 48_190, 3)] };

        Facts(context, running).ShouldBe(["In the archive|48,211 packets", "In Gravwell|48,190|21 on the way|up to 3 twice"]);
        Facts(context, running with { State = JobState.Cancelled }).ShouldBe(["In the archive|48,211 packets", "In Gravwell|48,190|21 not delivered|up to 3 twice"]);
    }

    [Fact]
    public async Task Report_WhereSinksDiffer_SaysWhoIsBehind()
    {
        await using var context = new JobsContext();
        var behind = Fetch("Frankfurt", FetchState.Streaming, 0.5, null, 100) with { Sinks = [new("Archive", 90, 0), new("Gravwell", 40, 7)] };
        var even = Fetch("Ashburn", FetchState.Streaming, 0.5, null, 100) with { Sinks = [new("Archive", 90, 0), new("Gravwell", 90, 0)] };

        var report = context.Render<RegionReport>(p => p.Add(r => r.Job, Job(1, JobState.Running, behind, even)).Add(r => r.Zone, TimeZoneInfo.Utc));

        var rows = report.FindAll("tbody tr");
        rows[0].QuerySelector(".r-text")!.TextContent.ShouldEndWith(" · Gravwell has 40 of 100 · up to 7 twice in Gravwell");
        rows[0].QuerySelectorAll("td[title]").ShouldContain(c => c.GetAttribute("title") == "the archive 90, Gravwell 40");
        rows[1].QuerySelector(".r-text")!.TextContent.ShouldNotContain("Gravwell");
    }

    [Fact]
    public async Task Row_OfARegionThatDrains_SaysWhatIsLeft()
    {
        await using var context = new JobsContext();

        var row = context.Render<FetchRow>(p => p.Add(r => r.Fetch, Draining).Add(r => r.Job, Job1).Add(r => r.Zone, TimeZoneInfo.Utc));

        row.Find(".c-query").TextContent.ShouldBe($"Frankfurt · {Said}");
        row.Find(".c-query").GetAttribute("title").ShouldBe("Delivered: the archive 48,211, Gravwell 48,190");
        row.Find(".c-progress").TextContent.Trim().ShouldBe("all read, 21 on the way");
    }

    private static List<string> Facts(JobsContext context, JobSnapshot job) =>
    [
        .. context.Render<JobFacts>(p => p.Add(f => f.Job, job).Add(f => f.Zone, TimeZoneInfo.Utc).Add(f => f.Meters, new JobMeters()))
            .FindAll("dl > div").Where(d => d.TextContent.StartsWith("In ", StringComparison.Ordinal))
            .Select(d => string.Join('|', new[] { d.QuerySelector("dt")!.TextContent, d.QuerySelector("dd")!.FirstChild!.TextContent.Trim() }.Concat(d.QuerySelectorAll(".beside").Select(s => s.TextContent)))),
    ];

    private static string Sentence(JobSnapshot job) => string.Concat(VerdictSentence.Of(job, TimeZoneInfo.Utc).Select(p => p.Text));
}
