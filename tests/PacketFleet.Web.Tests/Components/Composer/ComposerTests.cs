using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Layout;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class ComposerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Regions_AtFirst_AllThatAreNotDownAreTicked()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();

        Ticked(composer).ShouldBe(["Frankfurt", "Ashburn"]);
        composer.Find("input[data-region=Singapore]").ParentElement!.TextContent.ShouldContain("refused our client certificate");
        composer.Find("input[data-region=Ashburn]").ParentElement!.TextContent.ShouldContain("from 12:02 today");
    }

    [Fact]
    public async Task Regions_RememberedByTheBrowser_AreTickedInstead()
    {
        await using var page = new FleetContext();
        page.Shell.Setup<string>("recall", "regions").SetResult("""["Singapore","Gone"]""");

        Ticked(page.Render<ComposerComponent>()).ShouldBe(["Singapore"]);
    }

    [Theory]
    [InlineData("host 8.8.8.8", ".good", "host 8.8.8.8")]
    [InlineData("host 8.8.8.8 AND port 53", ".bad", "lower case")]
    [InlineData("host 8.8.8.8 and ho", ".muted", "")]
    [InlineData("host 8.8.8.8 and", ".muted", "")]
    public async Task Reading_AfterAPauseInTyping_SaysHowTheTextStands(string text, string colour, string says)
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();

        composer.Find("textarea").Input(text);
        composer.Find(".reading").TextContent.ShouldContain("Words:");
        page.Time.Advance(Pause);

        composer.WaitForAssertion(() => composer.Find(".reading").TextContent.ShouldNotContain("Words:"));
        composer.FindAll($".reading > {colour} .i").Count.ShouldBe(1);
        composer.Find(".reading").TextContent.ShouldContain(says);
    }

    [Fact]
    public async Task Fault_InTheText_IsMarkedWhereItIs_AndMendedByItsButton()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "host 8.8.8.8 AND port 53");

        var layer = composer.Find(".layer");
        layer.GetAttribute("data-fault-at").ShouldBe("13");
        layer.GetAttribute("data-fault-length").ShouldBe("3");

        composer.Find("[data-mend]").Click();

        composer.Find("textarea").GetAttribute("value").ShouldBe("host 8.8.8.8 and port 53");
        composer.FindAll("[data-mend]").ShouldBeEmpty();
        composer.Find(".layer").HasAttribute("data-fault-at").ShouldBeFalse();
        page.Attached.VerifyInvoke("focus").Arguments.ShouldBe(["query"]);
    }

    [Fact]
    public async Task Reading_OfAndMixedWithOr_HintsAtParentheses()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "tcp and port 80 or port 443");

        composer.Find(".reading .hint").TextContent.ShouldContain("parentheses");
        composer.Find(".reading .q").TextContent.ShouldContain("(tcp and port 80) or port 443");
    }

    [Fact]
    public async Task Reading_OfAWindowThatHoldsNothing_SaysSo()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "tcp and after 1h ago and before 2h ago");

        composer.Find(".reading .hint").TextContent.ShouldContain("ends before it starts");
    }

    [Fact]
    public async Task Submit_OfAQuery_SendsEverythingAndLinksTheJob()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "host 8.8.8.8");
        composer.Find("input[data-field=source]").Input("100");
        composer.Find("input[data-field=case]").Input(" INC-2041 ");
        composer.Find("input[data-field=note]").Input("tunnel?");
        composer.Find(".will").TextContent.ShouldContain("2 regions · any time · source 100");

        composer.Find("[data-submit]").Click();

        var (request, by) = page.Jobs.Requests.ShouldHaveSingleItem();
        by.ShouldBe("soc1");
        request.Query.ShouldBe("host 8.8.8.8");
        request.Regions.ShouldBe(["Frankfurt", "Ashburn"]);
        request.Source.ShouldBe("100");
        request.Case.ShouldBe("INC-2041");
        request.Note.ShouldBe("tunnel?");
        composer.Find(".will a").GetAttribute("href").ShouldBe("/jobs/2319");
    }

    [Fact]
    public async Task Submit_BeforeThePauseInTypingIsOver_SendsWhatStandsThere()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input("port 53");

        composer.Find("[data-submit]").Click();

        page.Jobs.Requests.ShouldHaveSingleItem().Request.Query.ShouldBe("port 53");
    }

    [Fact]
    public async Task Submit_WhileTheEngineStillAnswers_IsNotSentTwice()
    {
        await using var page = new FleetContext();
        var answer = new TaskCompletionSource();
        page.Jobs.Gate = answer.Task;
        var composer = Typed(page, "port 53");

        composer.Find("[data-submit]").Click();
        composer.Find("[data-submit]").GetAttribute("aria-disabled").ShouldBe("true");
        composer.Find("[data-submit]").Click();
        answer.SetResult();

        composer.WaitForAssertion(() => composer.Find(".will a").TextContent.ShouldBe("job 2319"));
        page.Jobs.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_OfTheSameWithinASecond_IsNoSecondJob_AndLaterIsOne()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");

        composer.Find("[data-submit]").Click();
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.Count.ShouldBe(1);

        page.Time.Advance(TimeSpan.FromSeconds(2));
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Submit_OfAFaultyQuery_SendsNothingAndGoesToTheEditor()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "host 8.8.8.8 AND port 53");
        composer.Find(".will").TextContent.ShouldContain("Nothing is sent while the query has an error");

        composer.Find("[data-submit]").Click();

        page.Jobs.Requests.ShouldBeEmpty();
        page.Attached.VerifyInvoke("focus").Arguments.ShouldBe(["query"]);
    }

    [Fact]
    public async Task Submit_WithoutARegion_SaysSoAtTheRegions()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("input[data-region=Frankfurt]").Change(false);
        composer.Find("input[data-region=Ashburn]").Change(false);
        composer.Find(".will").TextContent.ShouldContain("Tick at least one region");

        composer.Find("[data-submit]").Click();

        page.Jobs.Requests.ShouldBeEmpty();
        composer.Find("#fault-regions").TextContent.ShouldContain("No region is chosen");
        composer.Find("input[data-region=Ashburn]").Change(true);
        composer.FindAll("#fault-regions").ShouldBeEmpty();
    }

    [Fact]
    public async Task Source_ThatCannotBeRead_SaysSoAtItsFieldUntilMended()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("input[data-field=source]").Input("zz");
        composer.FindAll("#fault-source").ShouldBeEmpty();
        composer.Find("input[data-field=source]").Change("zz");

        composer.Find("#fault-source").TextContent.ShouldContain("neither a number nor an address");
        composer.Find("input[data-field=source]").GetAttribute("aria-describedby").ShouldBe("fault-source");
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldBeEmpty();

        composer.Find("input[data-field=source]").Input("0x64");
        composer.FindAll("#fault-source").ShouldBeEmpty();
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_OfTheEngine_StandAtTheirFields()
    {
        await using var page = new FleetContext();
        page.Jobs.Errors.Add(new("note", "The note is too long: shorten it."));
        page.Jobs.Errors.Add(new("regions", "There is no region “X”: choose another."));
        page.Jobs.Errors.Add(new("limits", "The limit is negative: give 0 or more."));
        var composer = Typed(page, "port 53");

        composer.Find("[data-submit]").Click();

        composer.Find("#fault-note").TextContent.ShouldContain("too long");
        composer.Find("#fault-regions").TextContent.ShouldContain("no region “X”");
        composer.Find(".will .bad").TextContent.ShouldContain("negative");
        page.Attached.VerifyInvoke("focus").Arguments.ShouldBe(["note"]);
    }

    [Fact]
    public async Task Fault_OfTheEngine_IsSaidAndThePageLives()
    {
        await using var page = new FleetContext();
        page.Jobs.Fault = new TimeoutException("silo");
        var composer = Typed(page, "port 53");

        composer.Find("[data-submit]").Click();
        composer.Find(".will .bad").TextContent.ShouldContain("The engine did not take the job");

        page.Jobs.Fault = null;
        composer.Find("[data-submit]").Click();
        composer.Find(".will a").TextContent.ShouldBe("job 2319");
    }

    [Fact]
    public async Task Summary_OfAWindow_FollowsTheTimesChosen()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53 and after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z");

        composer.Find(".will").TextContent.ShouldContain("11:00–15:00 UTC");
    }

    [Fact]
    public async Task Health_ThatChanges_IsShownAtOnce()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();

        await page.CheckAsync(page.Regions[1], FakeRegion.Down("Ashburn", "Ashburn does not answer at 10.0.0.6:1234 (refused): check that stenographer runs there.").Health);

        composer.WaitForAssertion(() => composer.Find("input[data-region=Ashburn]").ParentElement!.TextContent.ShouldContain("does not answer at 10.0.0.6"));
        Ticked(composer).ShouldContain("Ashburn");
    }

    [Fact]
    public async Task Regions_MoreThanEight_CanBeFiltered()
    {
        await using var page = new FleetContext([.. Enumerable.Range(1, 20).Select(i => FakeRegion.Unknown($"Site {i:00}"))]);
        var composer = page.Render<ComposerComponent>();
        Ticked(composer).Count.ShouldBe(20);

        composer.FindAll(".regions button")[1].Click();
        Ticked(composer).ShouldBeEmpty();
        composer.Find(".regions .field input").Input("site 1");
        composer.FindAll("input[data-region]").Count.ShouldBe(10);
        composer.FindAll(".regions button")[0].Click();
        composer.Find(".regions .field input").Input("");
        Ticked(composer).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Prefill_OfAnAddress_FillsTheFields()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>(p => p.Add(c => c.Prefill, new Prefill("host 8.8.8.8", "100", "INC-1", new HashSet<string> { "Singapore" }, ["Nowhere"])));

        composer.Find("textarea").GetAttribute("value").ShouldBe("host 8.8.8.8");
        composer.Find("input[data-field=source]").GetAttribute("value").ShouldBe("100");
        composer.Find("input[data-field=case]").GetAttribute("value").ShouldBe("INC-1");
        Ticked(composer).ShouldBe(["Singapore"]);
        composer.Find(".chip.gone").TextContent.ShouldBe("Nowherenot a region here");
        composer.Find(".will").TextContent.ShouldContain("1 region · any time · source 100");
    }

    [Fact]
    public async Task Composer_ThatIsGone_ListensNoMore()
    {
        await using var page = new FleetContext();
        page.Render<ComposerComponent>();
        var times = page.Services.GetRequiredService<TimeDisplay>();
        page.Monitor.Subscribers.ShouldBe(1);
        times.Subscribers.ShouldBeGreaterThan(0);

        await page.DisposeComponentsAsync();

        page.Monitor.Subscribers.ShouldBe(0);
        times.Subscribers.ShouldBe(0);
    }

    private static IRenderedComponent<ComposerComponent> Typed(FleetContext page, string text)
    {
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input(text);
        page.Time.Advance(Pause);
        composer.WaitForAssertion(() => composer.Find(".reading").TextContent.ShouldNotContain("Words:"));
        return composer;
    }

    private static List<string?> Ticked(IRenderedComponent<ComposerComponent> composer) =>
        [.. composer.FindAll("input[data-region]").Where(i => i.HasAttribute("checked")).Select(i => i.GetAttribute("data-region"))];
}
