using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Web.Components.Layout;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer.Windows;

public sealed class WindowFieldTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Last_Chosen_IsSubmittedBehindTheText_AndTakenBackByItsButton()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53 or port 443");
        Words(composer).ShouldBe("any time");

        composer.Find("[data-last='4 h']").Click();

        Words(composer).ShouldBe("last 4 h");
        composer.Find("[data-last='4 h']").GetAttribute("aria-pressed").ShouldBe("true");
        composer.Find(".will").TextContent.ShouldContain("2 regions · last 4 h");
        composer.Find(".reading .q").TextContent.ShouldContain("(port 53 or port 443) and after 4h ago");
        composer.Find("textarea").GetAttribute("value").ShouldBe("port 53 or port 443");
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldHaveSingleItem().Request.Query.ShouldBe("(port 53 or port 443) and after 4h ago");

        composer.Find("[data-last='4 h']").Click();
        Words(composer).ShouldBe("any time");
    }

    [Fact]
    public async Task Times_InTheText_AreShownAndTakenOutByAChoice()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "after 3h ago and port 53");
        Words(composer).ShouldBe("in the query: last 3 h");

        composer.Find("[data-last='15 m']").Click();

        composer.Find("textarea").GetAttribute("value").ShouldBe("port 53");
        Words(composer).ShouldBe("last 15 m");
        composer.Find("textarea").Input("port 53 and before 1h ago");
        page.Time.Advance(Pause);
        composer.WaitForAssertion(() => Words(composer).ShouldBe("in the query: until 1 h ago"));
        composer.Instance.State.Window.IsAnyTime.ShouldBeTrue();
    }

    [Fact]
    public async Task Panel_TwoTimesTyped_EnterUsesThem()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();
        composer.Find("[role=dialog]").GetAttribute("aria-label").ShouldBe("Window");

        composer.Find("input[data-field=from]").Input("11:00");
        composer.Find("input[data-field=to]").Input("15:00");
        composer.Find("#said-to").TextContent.ShouldBe("Tue 24 Nov 2026 15:00:00 UTC");
        composer.Find("input[data-field=to]").KeyDown("Enter");

        composer.FindAll("[role=dialog]").ShouldBeEmpty();
        Words(composer).ShouldBe("24 Nov 11:00 – 15:00");
        composer.Find(".will").TextContent.ShouldContain("11:00–15:00 UTC");
        composer.Instance.Composed.Text.ShouldBe("port 53 and after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z");
    }

    [Fact]
    public async Task Panel_WithAFault_SaysItAndUsesNothing()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();

        composer.Find("input[data-field=from]").Input("15:00");
        composer.Find("input[data-field=to]").Input("11:00");
        composer.Find("#said-to").TextContent.ShouldContain("must lie after the start");
        composer.Find("input[data-field=to]").GetAttribute("aria-invalid").ShouldBe("true");
        composer.Find("[data-window-use]").Click();
        composer.FindAll("[role=dialog]").Count.ShouldBe(1);

        composer.Find("[role=dialog]").KeyDown("Escape");
        composer.FindAll("[role=dialog]").ShouldBeEmpty();
        Words(composer).ShouldBe("any time");
    }

    [Fact]
    public async Task Panel_AroundAMoment_ReachesToBothSides()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();

        composer.Find("input[data-field=around]").Input("14:00");
        composer.Find("[data-reach='15 m']").Click();
        composer.Find("input[data-field=from]").GetAttribute("value").ShouldBe("2026-11-24 13:45");
        composer.Find("[data-window-use]").Click();

        Words(composer).ShouldBe("24 Nov 14:00 ± 15 m");
        composer.Find("[data-field=window]").Click();
        composer.Find("input[data-field=around]").GetAttribute("value").ShouldBe("2026-11-24 14:00");
        composer.Find("[data-window-clear]").Click();
        Words(composer).ShouldBe("any time");
    }

    [Fact]
    public async Task Month_PickedTwice_IsFromTheFirstDayToTheEndOfTheSecond()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();

        composer.Find("[data-day='2026-11-20']").Click();
        composer.Find("[data-day='2026-11-22']").Click();
        composer.FindAll("[role=gridcell][aria-selected=true]").Select(d => d.GetAttribute("data-day")).ShouldBe(["2026-11-20", "2026-11-21", "2026-11-22"]);
        composer.Find("[data-window-use]").Click();

        composer.Instance.State.Window.Terms.ShouldBe("after 2026-11-20T00:00:00Z and before 2026-11-23T00:00:00Z");
    }

    [Fact]
    public async Task Month_Keys_MoveTheDayThatHasTheFocus()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();
        var grid = composer.Find("[role=grid]");

        foreach (var (key, day) in new[] { ("ArrowLeft", "2026-11-23"), ("ArrowUp", "2026-11-16"), ("PageUp", "2026-10-16"), ("Home", "2026-10-12"), ("End", "2026-10-18"), ("ArrowRight", "2026-10-19") })
        {
            grid.KeyDown(key);
            composer.Find("[role=gridcell][tabindex='0']").GetAttribute("data-day").ShouldBe(day);
        }
    }

    [Fact]
    public async Task Times_Local_AreReadAndShownInThatZone()
    {
        await using var page = new FleetContext();
        await page.Services.GetRequiredService<TimeDisplay>().SetAsync(false, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var composer = Typed(page, "port 53");
        composer.Find("[data-field=window]").Click();
        composer.Find("input[data-field=from]").Input("11:00");
        composer.Find("[data-window-use]").Click();

        Words(composer).ShouldBe("from 24 Nov 11:00");
        composer.Instance.State.Window.Terms.ShouldBe("after 2026-11-24T10:00:00Z");
    }

    [Fact]
    public async Task Address_WithABadTime_SaysSoUnderTheField()
    {
        await using var page = new FleetContext();
        var catalog = page.Services.GetRequiredService<PacketFleet.Engine.Regions.RegionCatalog>();
        var prefill = Prefill.Read("host 8.8.8.8", null, null, null, catalog, "1795600000", "tomorrow");
        var composer = page.Render<ComposerComponent>(p => p.Add(c => c.Prefill, prefill));

        Words(composer).ShouldBe("from 25 Nov 09:46:40");
        composer.Find("#fault-window").TextContent.ShouldContain("“before” of the address is no time (“tomorrow”)");
        composer.Find("[data-last='1 h']").Click();
        composer.FindAll("#fault-window").ShouldBeEmpty();
    }

    [Fact]
    public async Task Address_WhoseQueryHasTimes_SaysThatItsOwnAreNotUsed()
    {
        await using var page = new FleetContext();
        var prefill = Prefill.None with { Query = "port 53 and after 1h ago", Window = ChosenWindow.Last(TimeSpan.FromHours(9)) };
        var composer = page.Render<ComposerComponent>(p => p.Add(c => c.Prefill, prefill));

        Words(composer).ShouldBe("in the query: last 1 h");
        composer.Find("#fault-window").TextContent.ShouldContain("not used");
    }

    [Fact]
    public async Task State_Applied_FillsEverything_AndTheOldOneIsTheUndo()
    {
        await using var page = new FleetContext();
        var composer = Typed(page, "port 53");
        var before = composer.Instance.State;

        await composer.InvokeAsync(() => composer.Instance.Apply(before with { Text = "udp", Window = ChosenWindow.Last(TimeSpan.FromHours(1)), Source = "7", Case = "INC-1", Note = "n" }));

        composer.Find("textarea").GetAttribute("value").ShouldBe("udp");
        composer.Find("input[data-field=source]").GetAttribute("value").ShouldBe("7");
        Words(composer).ShouldBe("last 1 h");
        composer.Instance.Composed.Text.ShouldBe("udp and after 1h ago");
        await composer.InvokeAsync(() => composer.Instance.Apply(before));
        composer.Instance.State.ShouldBe(before);
        composer.Instance.Composed.Text.ShouldBe("port 53");
    }

    private static string Words(IRenderedComponent<ComposerComponent> composer) => composer.Find("[data-words]").TextContent;

    private static IRenderedComponent<ComposerComponent> Typed(FleetContext page, string text)
    {
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input(text);
        page.Time.Advance(Pause);
        composer.WaitForAssertion(() => composer.Find(".reading").TextContent.ShouldNotContain("Words:"));
        return composer;
    }
}
