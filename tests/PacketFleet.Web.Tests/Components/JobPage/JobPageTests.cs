using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Tests.Components.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;
using Page = PacketFleet.Web.Components.Pages.JobPage;

namespace PacketFleet.Web.Tests.Components.JobPage;

public sealed class JobPageTests
{
    private static readonly JobSnapshot Running = Job(
        7,
        JobState.Running,
        Fetch("Frankfurt", FetchState.Streaming, 0.85, null, 30_118),
        Fetch("Singapore", FetchState.Done, 1, Verdict.Missing, 5116, "Singapore lost its connection at 14:17.", Gap(GapKind.CutByNetwork, "14:17", "14:31", "Singapore lost its connection at 14:17."))) with
    { Case = "INC-2041", Note = "DNS tunnelling suspected", Source = "100", SourceBytes = "00000000000000000000000000000064" };

    [Fact]
    public async Task Job_Running_ShowsVerdictFactsAndLanes()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7);

        page.Find("h1").TextContent.ShouldStartWith("7");
        page.Find(".verdict strong").TextContent.ShouldBe("14 min are missing so far");
        page.Find(".facts").TextContent.ShouldContain("soc1 · INC-2041");
        page.Find(".facts").TextContent.ShouldContain("0x64");
        page.FindAll(".lane").Select(l => l.QuerySelector(".nm")!.TextContent).ShouldBe(["Frankfurt", "Singapore"]);
        page.FindAll(".lane")[1].TextContent.ShouldContain("14 min missing, cut by network");
        page.FindAll("button").ShouldNotContain(b => b.TextContent.Contains("Retry"));
    }

    [Fact]
    public async Task Job_ReadAtASteadySpeed_TellsHowLongTheRestTakes()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7);
        Read().ShouldBe("92 %");
        var job = Running;
        for (var second = 1; second <= 5; second++)
        {
            context.Time.Advance(TimeSpan.FromSeconds(1));
            job = job.Later(JobState.Running, Running.Regions[0] with { Progress = 0.85 + (second * 0.01), Packets = 30_118 + second }, Running.Regions[1]);
            context.Board.Change(job);
            page.WaitForAssertion(() => Read().ShouldStartWith($"{(int)(92.5 + (second * 0.5))} %"));
        }

        Read().ShouldBe("95 %, 10 s left");

        string Read() => page.FindAll(".facts dl > div").Single(d => d.QuerySelector("dt")!.TextContent == "Read").QuerySelector("dd")!.TextContent;
    }

    [Fact]
    public async Task Change_IsShownAtOnce_AndEventsAreReadAgain()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7, "events");
        page.Find(".empty").TextContent.ShouldContain("Nothing has happened yet");

        context.Jobs.Events.Add(new(Now, "Singapore", EventLevel.Error, "Singapore lost its connection."));
        context.Board.Change(Running.Later(JobState.Partial, Complete("Frankfurt"), Running.Regions[1]));

        page.WaitForAssertion(() => page.Find(".events").TextContent.ShouldContain("Singapore lost its connection."));
        page.Find(".events .bad").TextContent.ShouldBe("Error");
        page.Find(".verdict").TextContent.ShouldContain("14 min of your window are missing");
        page.Find(".btn.main").TextContent.ShouldBe("Retry missing");
    }

    [Fact]
    public async Task Changes_WithoutATurn_ReadEventsAtMostOnceASecond()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7);
        context.Jobs.EventReads.ShouldBe(1);

        var job = Running;
        for (var i = 0; i < 20; i++)
        {
            job = job.Later(null, Running.Regions[0] with { Packets = 40_000 + i }, Running.Regions[1]);
            context.Board.Change(job);
        }

        page.WaitForAssertion(() => page.Find(".lane .num3").TextContent.ShouldStartWith("40,019"));
        context.Jobs.EventReads.ShouldBe(1);
        context.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => context.Jobs.EventReads.ShouldBe(2));
    }

    [Fact]
    public async Task Unknown_Job_SaysSoWithAWayOut()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 99);
        page.Find("h1").TextContent.ShouldBe("There is no job 99.");
        page.Find("a.btn").GetAttribute("href").ShouldBe("/");
    }

    [Fact]
    public async Task AnotherNumber_FollowsThatJob()
    {
        await using var context = new JobsContext(Running, Job(8, JobState.Completed, Complete("Frankfurt")));
        var page = Open(context, 7);
        page.Render(p => p.Add(x => x.Id, 8));
        page.WaitForAssertion(() => page.Find(".verdict").TextContent.ShouldContain("Complete: all 4 h from Frankfurt"));
        context.Board.Subscribers.ShouldBe(1);
    }

    [Fact]
    public async Task OnlyTold_SaysWhatIsTakenForTrue_OnceItHasEnded()
    {
        var told = Told("Frankfurt");
        var missing = Fetch("Tokyo", FetchState.Failed, 1, Verdict.Missing, 9, "Tokyo broke off.", Gap(GapKind.CutByNetwork, "14:00", "15:00", "Tokyo broke off.")) with { Assumption = "Tokyo does not tell what it holds." };
        var draining = told with { Name = "Singapore", State = FetchState.Draining, Verdict = null };
        await using var context = new JobsContext(Job(7, JobState.Running, told, missing, draining, Complete("Ashburn")));
        var rows = Open(context, 7).FindAll(".report tbody tr");
        rows.Select(r => r.QuerySelector(".r-text")!.TextContent).ShouldBe(
        [
            "all 4 h, as far as it tells",
            "Frankfurt's index could not be counted; its answers are taken as whole where they ended well.",
            "Tokyo broke off.",
            "cut by network 24 Nov 14:00:00 – 15:00:00",
            "Tokyo does not tell what it holds.",
            rows[5].QuerySelector(".r-text")!.TextContent,
            "all 4 h",
        ]);
        rows[1].QuerySelector(".r-text")!.ClassList.ShouldContain("muted");
    }

    [Fact]
    public async Task Buttons_AskTheEngine()
    {
        await using var context = new JobsContext(Running);
        context.Jobs.Answer = new(CommandOutcome.NotAllowed, null, "Job 7 has ended already.");
        var page = Open(context, 7);
        await page.FindAll("button").Single(b => b.TextContent.Contains("Cancel")).ClickAsync(new());
        context.Jobs.Calls.ShouldBe(["cancel 7 soc1"]);
        page.FindAll("[role=status]").ShouldContain(s => s.TextContent == "Job 7 has ended already.");
    }

    [Fact]
    public async Task Download_OffersAllAndEachRegion()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7);
        page.FindAll("button").Single(b => b.TextContent.Contains("Download")).Click();
        page.FindAll(".pop-menu a").Select(a => a.GetAttribute("href")).ShouldBe(
        [
            "/api/v1/jobs/7/pcap?format=pcapng", "/api/v1/jobs/7/pcap?format=pcap", "/api/v1/jobs/7/pcap?format=pcapng&region=Frankfurt", "/api/v1/jobs/7/pcap?format=pcapng&region=Singapore",
        ]);
    }

    [Fact]
    public async Task Note_HasItsOwnTab()
    {
        await using var context = new JobsContext(Running);
        Open(context, 7, "note").Find(".note").TextContent.ShouldBe("DNS tunnelling suspected");
    }

    [Fact]
    public async Task Lanes_TakeTheWidthTheBrowserTells()
    {
        await using var context = new JobsContext(Running);
        var page = Open(context, 7);
        var lanes = page.FindComponent<JobLanes>();
        await lanes.InvokeAsync(() => lanes.Instance.Measured(400));
        page.FindAll(".lane .bars")[0].GetAttribute("width").ShouldBe("400");
    }

    [Fact]
    public async Task Summary_ForAFrame_SaysTheSame()
    {
        await using var context = new JobsContext(Running);
        var summary = context.Render<JobSummary>(p => p.Add(s => s.Id, 7));
        summary.Find(".verdict strong").TextContent.ShouldBe("14 min are missing so far");
        summary.Find("a[href='/jobs/7']").TextContent.ShouldBe("Open full");

        context.Board.Change(Running.Later(JobState.Partial));
        summary.WaitForAssertion(() => summary.Find(".foot button").TextContent.ShouldBe("Retry missing"));
    }

    [Fact]
    public async Task Gravwell_Search_IsShownCopiedAndOpened()
    {
        const string search = "tag=steno src == 100 | intrinsic region job case wirelen | table";
        await using var context = new JobsContext(new PacketFleetOptions { Gravwell = new() { SearchUrl = "https://gw.example/?q={query}" } }, Running with { Sinks = [new("Gravwell", 1, 0)] });
        var page = Open(context, 7);
        page.Find(".find code").TextContent.ShouldBe(search);
        var link = page.FindAll("a.btn").Single(a => a.TextContent == "Open in Gravwell");
        (link.GetAttribute("target"), link.GetAttribute("rel")).ShouldBe(("_blank", "noopener"));
        link.GetAttribute("href").ShouldBe("https://gw.example/?q=" + Uri.EscapeDataString(search));

        await page.Find("button[aria-label='Copy Gravwell search']").ClickAsync(new());

        context.Clipped.VerifyInvoke("copy").Arguments.ShouldBe([search]);
        page.Find("button[aria-label='Copy Gravwell search'] [role=status]").TextContent.ShouldBe("Copied");
        context.Time.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => page.Find("button[aria-label='Copy Gravwell search'] [role=status]").TextContent.ShouldBeEmpty());
    }

    [Fact]
    public async Task Gravwell_NotConfigured_IsNotSpokenOf()
    {
        await using var context = new JobsContext(new PacketFleetOptions { Gravwell = new() { SearchUrl = "https://gw.example" } }, Running);
        Open(context, 7).Markup.ShouldNotContain("Gravwell");
    }

    [Fact]
    public async Task Copy_ThatTheBrowserRefuses_IsSaid()
    {
        await using var context = new JobsContext(Running with { Sinks = [new("Gravwell", 1, 0)] });
        context.Clipped.Setup<bool>("copy", _ => true).SetResult(false);
        var page = Open(context, 7);

        await page.Find("button[aria-label='Copy Gravwell search']").ClickAsync(new());

        page.FindAll(".verdict.care").ShouldHaveSingleItem().TextContent.ShouldStartWith("The browser did not lend its clipboard");
    }

    [Fact]
    public async Task Summary_ForAFrame_CopiesAndOpensTheSearch()
    {
        await using var context = new JobsContext(new PacketFleetOptions { Gravwell = new() { SearchUrl = "https://gw.example" } }, Running with { Sinks = [new("Gravwell", 1, 0)] });
        var summary = context.Render<JobSummary>(p => p.Add(s => s.Id, 7));

        await summary.Find(".foot button[aria-label='Copy Gravwell search']").ClickAsync(new());

        context.Clipped.VerifyInvoke("copy");
        summary.Find(".foot a[aria-label='Open in Gravwell']").GetAttribute("href")!.ShouldStartWith("https://gw.example?q=tag");
    }

    [Fact]
    public async Task Disposed_Page_LeavesNobodySubscribed()
    {
        await using var context = new JobsContext(Running);
        Open(context, 7);
        context.Render<JobSummary>(p => p.Add(s => s.Id, 7));
        context.Board.Subscribers.ShouldBe(2);

        await context.DisposeComponentsAsync();

        context.Board.Subscribers.ShouldBe(0);
        context.Display.Subscribers.ShouldBe(0);
    }

    private static IRenderedComponent<Page> Open(JobsContext context, long id, string? tab = null)
    {
        if (tab is not null)
            context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/jobs/{id}?tab={tab}");
        return context.Render<Page>(p => p.Add(x => x.Id, id));
    }
}
