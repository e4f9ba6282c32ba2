using Bunit;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Tests.Components.Jobs;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class ComposerJoinTests
{
    private const string Over = "port 53 and after 2026-11-24T11:00:00Z and before 2026-11-24T12:00:00Z";

    [Fact]
    public async Task Submit_OfWhatSomeoneAsksAlready_OffersThatJob()
    {
        await using var page = new FleetContext();
        page.Board.Change(Asked("ann"));
        var composer = Typed(page, Over);

        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldBeEmpty();
        composer.Find(".will").TextContent.ShouldContain("Job 12 by ann asks the same");
        composer.Find("[data-join]").GetAttribute("href").ShouldBe("/jobs/12");

        composer.Find("[data-anyway]").Click();
        page.Jobs.Requests.Count.ShouldBe(1);
        composer.Find(".will a").TextContent.ShouldBe("job 2319");
    }

    [Fact]
    public async Task Offer_EndsWithTheNextChange()
    {
        await using var page = new FleetContext();
        page.Board.Change(Asked("soc1"));
        var composer = Typed(page, Over);
        composer.Find("[data-submit]").Click();
        composer.Find(".will").TextContent.ShouldContain("Job 12 by you asks the same");

        composer.Find("textarea").Input(Over + " and tcp");
        composer.FindAll("[data-anyway]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Wait_IsOfferedWhereTheWindowEndsNow_AndSentAsChosen()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53 and after 3h ago");
        composer.Find("[data-wait]").HasAttribute("checked").ShouldBeTrue();
        composer.Find("[data-wait]").Change(false);
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests[^1].Request.WaitForRecent.ShouldBe(false);

        composer.Find("textarea").Input(Over);
        page.Time.Advance(TimeSpan.FromMilliseconds(150));
        composer.WaitForAssertion(() => composer.FindAll("[data-wait]").ShouldBeEmpty());
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests[^1].Request.WaitForRecent.ShouldBeNull();
    }

    private static JobSnapshot Asked(string by) =>
        Samples.Job(12, JobState.Running, Samples.Fetch("Frankfurt", FetchState.Streaming), Samples.Fetch("Ashburn", FetchState.Queued)) with
        { Query = Over, Pinned = Over, Window = Samples.Window("11:00", "12:00"), RequestedBy = by };

    private static IRenderedComponent<ComposerComponent> Typed(FleetContext page, string text)
    {
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input(text);
        page.Time.Advance(TimeSpan.FromMilliseconds(150));
        composer.WaitForAssertion(() => composer.Find(".reading").TextContent.ShouldNotContain("Words:"));
        return composer;
    }
}
