using Bunit;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Components.Pages;
using PacketFleet.Web.Tests.Api;
using PacketFleet.Web.Tests.Components.Jobs;
using PacketFleet.Web.Tests.Hosting;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.JobPage;

public sealed class ReceiptPageTests : IDisposable
{
    private const string File = "2026/11/24/job-000007/frankfurt-e1-0000.pcapng";

    private static readonly JobSnapshot Ended = Job(
        7,
        JobState.Partial,
        Fetch("Frankfurt", FetchState.Failed, 1, Verdict.Missing, 5116, "Frankfurt lost its connection.", Gap(GapKind.CutByNetwork, "14:17", "15:00", "Frankfurt lost its connection."))) with
    { Case = "INC-2041", Note = "DNS tunnelling suspected" };

    private readonly TemporaryDirectory _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Receipt_OfAFewFiles_IsWholeAtOnce()
    {
        await using var context = Context(Ended);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_archive.Path, File))!);
        await System.IO.File.WriteAllBytesAsync(Path.Combine(_archive.Path, File), new byte[100]);
        context.Store.Segments.Add(Make.Segment(7, "Frankfurt", File));
        var page = context.Render<JobReceiptPage>(p => p.Add(x => x.Id, 7));

        page.WaitForAssertion(() => page.Find(".receipt-files").TextContent.ShouldContain("cd00e292c5970d3c5e2f0ffa5171e555bc46bfc4faddfb4a418b6840b86e79a3"), TimeSpan.FromSeconds(20));
        page.Find("h1").TextContent.ShouldBe("Receipt of job 7");
        page.Find(".receipt-facts").TextContent.ShouldContain("INC-2041");
        page.FindAll("section")[0].QuerySelectorAll("tbody tr").Select(r => r.TextContent).ShouldBe(
        [
            "24 Nov 2026 11:00:00 UTC – 24 Nov 2026 14:17:00 UTCcovered",
            "24 Nov 2026 14:17:00 UTC – 24 Nov 2026 15:00:00 UTCcut by networkFrankfurt lost its connection.",
        ]);
        page.FindAll(".receipt-tools button").Select(b => b.TextContent).ShouldBe(["Print"]);
    }

    [Fact]
    public async Task Receipt_OfMuch_SumsWhenAsked()
    {
        await using var context = Context(Ended);
        context.Store.Segments.Add(Make.Segment(7, "Frankfurt", File) with { FileBytes = 2L << 30 });
        var page = context.Render<JobReceiptPage>(p => p.Add(x => x.Id, 7));

        page.Find(".receipt-files").TextContent.ShouldContain("not computed");
        page.FindAll(".receipt-tools button").Single(b => b.TextContent.Contains("2.1 GB")).Click();
        page.WaitForAssertion(() => page.Find(".receipt-files strong").TextContent.ShouldContain("is missing"), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Receipt_OfWhatIsOnlyTold_SaysWhatIsTakenForTrue()
    {
        await using var context = Context(Job(7, JobState.Completed, Told("Frankfurt", 5116), Complete("Ashburn", 7)));
        var page = context.Render<JobReceiptPage>(p => p.Add(x => x.Id, 7));

        page.Find(".lead").TextContent.ShouldBe("Complete as far as Frankfurt tells: all 4 h from 2 regions, 5,123 packets.");
        page.FindAll("section")[0].QuerySelectorAll("p").Select(p => p.TextContent).ShouldBe(
        [
            "Complete, as far as it tells: all 4 h.",
            "Frankfurt's index could not be counted; its answers are taken as whole where they ended well.",
        ]);
        page.FindAll("section")[1].QuerySelectorAll("p").Select(p => p.TextContent).ShouldBe(["Complete: all 4 h."]);
    }

    [Fact]
    public async Task Receipt_OfNoJob_SaysSo()
    {
        await using var context = Context();
        context.Render<JobReceiptPage>(p => p.Add(x => x.Id, 9)).Find("h1").TextContent.ShouldBe("There is no job 9.");
    }

    private JobsContext Context(params JobSnapshot[] jobs)
    {
        var context = new JobsContext(jobs) { Archive = _archive.Path };
        context.Jobs.Found.AddRange(jobs);
        context.Jobs.Slices =
        [
            new("Frankfurt", [new(0, At("11:00"), At("13:00"), SliceState.Done, 1, 1, null, null), new(1, At("13:00"), At("15:00"), SliceState.Cut, 1, 1, At("14:17"), "Frankfurt lost its connection.")]),
        ];
        return context;
    }
}
