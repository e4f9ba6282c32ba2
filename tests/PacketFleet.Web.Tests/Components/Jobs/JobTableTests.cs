using Bunit;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Jobs;

public sealed class JobTableTests
{
    private static readonly JobSnapshot Running = Job(7, JobState.Running, Fetch("Frankfurt", FetchState.Streaming, 0.5, null, 1000), Fetch("Ashburn", FetchState.Connecting));

    private static readonly JobSnapshot Partial = Job(5, JobState.Partial, Complete("Frankfurt"), Fetch("Ashburn", FetchState.Done, 1, Verdict.Missing, 5, "Ashburn lost its connection at 14:17.", Gap(GapKind.CutByNetwork, "14:17", "14:31")));

    private static readonly JobSnapshot Done = Job(6, JobState.Completed, Complete("Frankfurt"));

    [Fact]
    public async Task Change_OfOneJob_DrawsItsRowOnly()
    {
        await using var page = new JobsContext(Running, Partial);
        var table = page.Render<JobTable>();
        Row(table, 7).Drawn.ShouldBe(1);

        page.Board.Change(Running.Later(null, Fetch("Frankfurt", FetchState.Streaming, 0.6, null, 12_403)));

        table.WaitForAssertion(() => Cell(table, 7, ".c-packets").ShouldBe("12,403"));
        Row(table, 7).Drawn.ShouldBe(2);
        Row(table, 5).Drawn.ShouldBe(1);
    }

    [Fact]
    public async Task NewJob_Submitted_ComesOnTop()
    {
        await using var page = new JobsContext(Running);
        var table = page.Render<JobTable>();
        page.Board.Change(Job(8, JobState.Queued, Fetch("Frankfurt", FetchState.Queued)));
        table.WaitForAssertion(() => Ids(table).ShouldBe(["8", "7"]));
    }

    [Fact]
    public async Task Job_ThatEnds_RestsOnItsPlaceThenMoves()
    {
        await using var page = new JobsContext(Job(8, JobState.Running, Fetch("A", FetchState.Streaming, 0.1)), Running, Job(4, JobState.Running, Fetch("A", FetchState.Streaming, 0.1)));
        var table = page.Render<JobTable>();

        page.Board.Change(Running.Later(JobState.Completed, Complete("Frankfurt")));
        table.WaitForAssertion(() => table.Find("tr[data-job='7']").ClassList.ShouldContain("fresh"));
        Ids(table).ShouldBe(["8", "7", "4"]);
        Cell(table, 7, ".c-progress").ShouldBe("complete, all 4 h");

        for (var i = 0; i < 6; i++)
            page.Time.Advance(TimeSpan.FromSeconds(1));
        table.WaitForAssertion(() => Ids(table).ShouldBe(["8", "4", "7"]));
        table.Find("tr[data-job='7']").ClassList.ShouldNotContain("fresh");
        table.Find("tr.group").TextContent.ShouldContain("Finished, newest first");
    }

    [Fact]
    public async Task Age_Ticks_WithoutDrawingTheRow()
    {
        await using var page = new JobsContext(Running);
        var table = page.Render<JobTable>();
        Cell(table, 7, ".c-age").ShouldBe("10 m 00 s");

        page.Time.Advance(TimeSpan.FromSeconds(1));

        table.WaitForAssertion(() => Cell(table, 7, ".c-age").ShouldBe("10 m 01 s"));
        Row(table, 7).Drawn.ShouldBe(1);
    }

    [Fact]
    public async Task Row_Clicked_OpensToItsRegions()
    {
        await using var page = new JobsContext(Running, Partial);
        var table = page.Render<JobTable>();

        table.Find("tr[data-job='5']").Click();

        table.Find("tr[data-job='5']").GetAttribute("aria-expanded").ShouldBe("true");
        var regions = table.FindAll("tr.sub:not(.last)");
        regions.Count.ShouldBe(2);
        regions[1].QuerySelector(".c-state")!.TextContent.Trim().ShouldBe("Missing");
        regions[1].QuerySelector(".c-query")!.TextContent.ShouldContain("lost its connection at 14:17");
        regions[1].QuerySelector(".c-progress")!.TextContent.ShouldContain("14 min missing");
    }

    [Fact]
    public async Task Keys_MoveAndOpen()
    {
        await using var page = new JobsContext(Running, Partial, Done);
        var table = page.Render<JobTable>();
        Focusable(table).ShouldBe("7");

        table.Find(".scroll").KeyDown("j");
        Focusable(table).ShouldBe("6");
        table.Find(".scroll").KeyDown("ArrowDown");
        table.Find(".scroll").KeyDown("j");
        Focusable(table).ShouldBe("5");
        table.Find(".scroll").KeyDown("k");
        Focusable(table).ShouldBe("6");
        table.Find(".scroll").KeyDown("Enter");
        table.Find("tr[data-job='6']").GetAttribute("aria-expanded").ShouldBe("true");
        table.Find(".scroll").KeyDown(new KeyboardEventArgs { Key = "j", CtrlKey = true });
        Focusable(table).ShouldBe("6");
    }

    [Fact]
    public async Task Actions_AskTheEngine()
    {
        await using var page = new JobsContext(Running, Partial, Done);
        var table = page.Render<JobTable>();

        await table.Find("button[aria-label='Cancel 7']").ClickAsync(new());
        await table.Find("button[aria-label='Retry what is missing of 5']").ClickAsync(new());
        page.Jobs.Calls.ShouldBe(["cancel 7 soc1", "retry 5 soc1"]);
        table.Find("a[aria-label='Download 6']").GetAttribute("href").ShouldBe("/api/v1/jobs/6/pcap?format=pcapng");
        table.FindAll("tr.job.open").ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusal_IsSaid()
    {
        await using var page = new JobsContext(Running);
        page.Jobs.Answer = new(CommandOutcome.NotAllowed, null, "Job 7 has ended already (completed): there is nothing to cancel.");
        var table = page.Render<JobTable>();
        await table.Find("button[aria-label='Cancel 7']").ClickAsync(new());
        table.Find("[role=status]").TextContent.ShouldContain("has ended already");
    }

    [Fact]
    public async Task Menu_OpensForOneRow_AndClosesOutside()
    {
        await using var page = new JobsContext(Running, Partial);
        var table = page.Render<JobTable>();

        table.Find("button[aria-label='More about 5']").Click();
        table.Find(".pop-menu").TextContent.ShouldContain("Download pcap");
        table.Find(".pop-ground").Click();
        table.FindAll(".pop-menu").ShouldBeEmpty();
    }

    [Fact]
    public async Task Filter_ShowsOneSide()
    {
        await using var page = new JobsContext(Running, Partial);
        var table = page.Render<JobTable>();
        table.FindAll(".tools button").Select(b => b.TextContent).ShouldBe(["All", "In flight 1", "Finished 1"]);

        table.FindAll(".tools button")[1].Click();
        Ids(table).ShouldBe(["7"]);
        table.FindAll(".tools button")[2].Click();
        Ids(table).ShouldBe(["5"]);
    }

    [Fact]
    public async Task Nothing_SaysTheNextStep()
    {
        await using var page = new JobsContext();
        page.Render<JobTable>().Find(".empty").TextContent.ShouldContain("Type a query above, or paste a Zeek line");
    }

    [Fact]
    public async Task Zone_Changed_DrawsTimesAnew()
    {
        await using var page = new JobsContext(Running);
        var table = page.Render<JobTable>();
        Cell(table, 7, ".c-window").ShouldBe("11:00–15:00");
        await table.InvokeAsync(() => page.Display.SetAsync(false, TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), "east", "east")));
        Cell(table, 7, ".c-window").ShouldBe("12:00–16:00");
    }

    [Fact]
    public async Task Disposed_Table_LeavesNobodySubscribed()
    {
        await using var page = new JobsContext(Running);
        page.Render<JobTable>();
        page.Board.Subscribers.ShouldBe(1);
        page.Display.Subscribers.ShouldBe(1);

        await page.DisposeComponentsAsync();

        page.Board.Subscribers.ShouldBe(0);
        page.Display.Subscribers.ShouldBe(0);
    }

    private static JobRow Row(IRenderedComponent<JobTable> table, long id) => table.FindComponents<JobRow>().Single(r => r.Instance.View.Job.Id == id).Instance;

    private static string Cell(IRenderedComponent<JobTable> table, long id, string cell) => table.Find($"tr[data-job='{id}'] {cell}").TextContent.Trim();

    private static IEnumerable<string?> Ids(IRenderedComponent<JobTable> table) => table.FindAll("tr.job").Select(r => r.GetAttribute("data-job"));

    private static string? Focusable(IRenderedComponent<JobTable> table) => table.FindAll("tr.job[tabindex='0']").ShouldHaveSingleItem().GetAttribute("data-job");
}
