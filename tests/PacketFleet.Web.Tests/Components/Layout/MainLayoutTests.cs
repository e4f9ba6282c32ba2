using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Tests.Components.Layout;

public sealed class MainLayoutTests
{
    [Fact]
    public async Task Page_OnceTheBrowserHasAnswered_IsShownWithinItsLandmarks()
    {
        await using var page = Browser("system", dark: true);
        var layout = Render(page);

        layout.Find("main > p").TextContent.ShouldBe("the page");
        layout.FindAll("header, main, footer, nav[aria-label]").Count.ShouldBe(4);
        layout.Find("a.skip").GetAttribute("href").ShouldBe("#main");
        layout.Find("nav a[aria-current=page]").TextContent.ShouldBe("Console");
    }

    [Fact]
    public async Task Page_WhenTheBrowserHasNoScript_IsShownAllTheSame()
    {
        await using var page = new FleetContext();
        page.Shell.Setup<BrowserSettings?>("start", _ => true).SetException(new Microsoft.JSInterop.JSException("no module"));

        Render(page).Find("main > p").TextContent.ShouldBe("the page");
    }

    [Fact]
    public async Task Times_SwitchedToLocal_AreToldToEveryone()
    {
        await using var page = Browser("dark", dark: true, zone: "Etc/GMT-2");
        var layout = Render(page);
        var times = page.Services.GetRequiredService<TimeDisplay>();
        var told = 0;
        using var listening = times.Subscribe(() => Task.FromResult(told++));
        times.Utc.ShouldBeTrue();

        layout.FindAll(".seg button")[1].Click();

        told.ShouldBe(1);
        times.Utc.ShouldBeFalse();
        times.Zone.GetUtcOffset(FleetContext.Now).ShouldBe(TimeSpan.FromHours(2));
        layout.FindAll(".seg button")[1].GetAttribute("aria-pressed").ShouldBe("true");
        page.Shell.VerifyInvoke("setTimes").Arguments.ShouldBe([true]);
    }

    [Fact]
    public async Task Theme_Switched_GoesRoundAndIsRemembered()
    {
        await using var page = Browser("system", dark: true);
        page.Shell.Setup<bool?>("setTheme", _ => true).SetResult(false);
        var layout = Render(page);

        layout.Find("[data-theme-switch]").Click();
        page.Shell.VerifyInvoke("setTheme").Arguments.ShouldBe(["light"]);
        layout.Find("[data-theme-switch]").GetAttribute("aria-label")!.ShouldStartWith("Colours: light");
        layout.Find("[data-theme-switch]").Click();
        layout.Find("[data-theme-switch]").GetAttribute("aria-label")!.ShouldStartWith("Colours: the system's");
    }

    [Fact]
    public async Task Jump_ToAJob_GoesThere_AndSaysWhatItCannotFind()
    {
        await using var page = Browser("dark", dark: true);
        page.Jobs.Known.Add(2318);
        var layout = Render(page);

        layout.Find("[data-jump]").Input("INC-1");
        layout.Find("form.jump").Submit();
        layout.Find("#jump-fault").TextContent.ShouldContain("is no job number");

        layout.Find("[data-jump]").Input("7");
        layout.FindAll("#jump-fault").ShouldBeEmpty();
        layout.Find("form.jump").Submit();
        layout.Find("#jump-fault").TextContent.ShouldContain("There is no job 7");

        layout.Find("[data-jump]").Input("#2318");
        layout.Find("form.jump").Submit();
        page.Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/jobs/2318");
    }

    [Fact]
    public async Task Fault_OfAPage_IsSaidAndCanBeDrawnAgain()
    {
        await using var page = Browser("dark", dark: true);
        Faulty.Throws = true;
        var layout = page.Render<MainLayout>(p => p.Add(l => l.Body, b =>
        {
            b.OpenComponent<Faulty>(0);
            b.CloseComponent();
        }));
        layout.Find("main h1").TextContent.ShouldBe("This page met a fault of its own.");

        Faulty.Throws = false;
        layout.Find("main button").Click();
        layout.Find("main").TextContent.ShouldContain("fine");
    }

    [Fact]
    public async Task Status_SaysHowManyRegionsAreDown()
    {
        await using var page = Browser("dark", dark: true);
        var layout = Render(page);
        layout.Find("footer").TextContent.ShouldContain("1 of 3 regions down");

        await page.CheckAsync(page.Regions[2], page.Regions[0].Health);

        layout.WaitForAssertion(() => layout.Find("footer").TextContent.ShouldContain("3 regions"));
    }

    [Fact]
    public async Task Layout_ThatIsGone_ListensNoMore()
    {
        await using var page = Browser("dark", dark: true);
        Render(page);
        page.Monitor.Subscribers.ShouldBe(1);

        await page.DisposeComponentsAsync();

        page.Monitor.Subscribers.ShouldBe(0);
        page.Shell.VerifyInvoke("end");
    }

    private static FleetContext Browser(string theme, bool dark, string zone = "Etc/UTC")
    {
        var page = new FleetContext();
        page.Shell.Setup<BrowserSettings?>("start", _ => true).SetResult(new(theme, dark, LocalTimes: false, zone, 0, Embedded: false));
        return page;
    }

    private static IRenderedComponent<MainLayout> Render(FleetContext page)
    {
        var layout = page.Render<MainLayout>(p => p.Add(l => l.Body, b => b.AddMarkupContent(0, "<p>the page</p>")));
        layout.WaitForElement("main > p");
        return layout;
    }

    private sealed class Faulty : ComponentBase
    {
        public static bool Throws { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (Throws)
                throw new InvalidOperationException("on purpose");
            builder.AddContent(0, "fine");
        }
    }
}
