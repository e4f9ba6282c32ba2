using System.Diagnostics;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Tests.Components.Jobs;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;
using Page = PacketFleet.Web.Components.Pages.JobPage;

namespace PacketFleet.Web.Tests.Components.JobPage;

public sealed class SlicesTests
{
    private static readonly JobSnapshot Running = Job(7, JobState.Running, Fetch("Frankfurt", FetchState.Streaming, 0.5), Fetch("Singapore", FetchState.Failed, 0.2, Verdict.Missing));

    private static readonly RegionSlices[] Four =
    [
        new("Frankfurt", [Slice(0, "11:00", "12:00", SliceState.Done, 1200), Slice(1, "12:00", "13:00", SliceState.Pending, 30, 2), Slice(2, "13:00", "15:00", SliceState.Pending, 0, 0)]),
        new("Singapore", [Slice(0, "11:00", "15:00", SliceState.Cut, 7, 4, "Singapore broke off: Retry fetches the rest.")]),
    ];

    [Fact]
    public async Task Slices_AreShownWithStateWindowAndReason()
    {
        await using var context = new JobsContext(Running);
        context.Jobs.Slices = Four;
        var page = Open(context);

        page.Find(".tabs [aria-current=page]").TextContent.ShouldBe("Slices 4");
        page.FindAll(".slices .r-state").Select(c => c.TextContent.Trim()).ShouldBe(["Done", "In progress", "Not yet", "Cut"]);
        page.FindAll(".slices .r-state svg").Count.ShouldBe(4);
        page.FindAll(".slices .s-when")[1].TextContent.ShouldBe("24 Nov 12:00:00 – 13:00:00");
        page.FindAll(".slices .s-try").Select(c => c.TextContent).ShouldBe(["1", "2", "", "4"]);
        page.FindAll(".slices .r-text")[^1].TextContent.ShouldBe("Singapore broke off: Retry fetches the rest.");
        page.FindAll(".slice-counts li").Select(c => c.TextContent).ShouldBe(["Frankfurt 1 of 3 done, 1 in progress", "Singapore 0 of 1 done, 1 cut"]);
    }

    [Fact]
    public async Task Slices_OfARunningJob_AreReadAgain_OnlyWhileShown()
    {
        await using var context = new JobsContext(Running);
        context.Jobs.Slices = Four;
        var page = Open(context, "events");
        context.Jobs.SliceReads.ShouldBe(1);
        Tick(context, 4);
        context.Jobs.SliceReads.ShouldBe(1);

        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/jobs/7?tab=slices");
        page.WaitForElement(".slices");
        var patience = Stopwatch.StartNew();
        while (context.Jobs.SliceReads < 5 && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            Tick(context, 1);
            await Task.Yield();
        }

        context.Jobs.SliceReads.ShouldBeGreaterThanOrEqualTo(5);
        context.Board.Change(Running.Later(JobState.Partial, Complete("Frankfurt"), Running.Regions[1]));
        page.WaitForAssertion(() => page.Find(".verdict").TextContent.ShouldContain("missing"));
        var reads = context.Jobs.SliceReads;
        Tick(context, 4);
        context.Jobs.SliceReads.ShouldBe(reads);
    }

    [Fact]
    public async Task ManySlices_ComeByThePage()
    {
        await using var context = new JobsContext(Running);
        context.Jobs.Slices = [new("Frankfurt", [.. Enumerable.Range(0, 512).Select(i => Slice(i, "11:00", "12:00", SliceState.Done, i))])];
        var page = Open(context);

        page.FindAll(".slices tbody tr").Count.ShouldBe(100);
        page.Find(".more button").TextContent.ShouldBe("412 more");
        page.Find(".more button").Click();
        page.FindAll(".slices tbody tr").Count.ShouldBe(512);
        page.FindAll(".more").ShouldBeEmpty();
    }

    [Fact]
    public async Task NoSlices_SayWhy()
    {
        await using var context = new JobsContext(Running);
        Open(context).Find(".empty").TextContent.ShouldBe("No slice is planned yet: each region is asked what it holds first.");
    }

    private static SliceSnapshot Slice(int number, string from, string to, SliceState state, long packets, int attempt = 1, string? reason = null) =>
        new(number, At(from), At(to), state, packets, attempt, null, reason);

    private static IRenderedComponent<Page> Open(JobsContext context, string tab = "slices")
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/jobs/7?tab={tab}");
        return context.Render<Page>(p => p.Add(x => x.Id, 7));
    }

    private static void Tick(JobsContext context, int seconds)
    {
        for (var i = 0; i < seconds; i++)
            context.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
