using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Layout;
using ConsolePage = PacketFleet.Web.Components.Pages.Console;

namespace PacketFleet.Web.Tests.Components.Console;

public sealed class ConsoleTests
{
    [Fact]
    public async Task Address_WithQuerySourceRegionsAndCase_FillsTheComposer()
    {
        await using var page = Page();
        var console = Open(page, "/?q=8.8.8.8&s=100&c=Singapore&c=Nowhere&case=INC-7");

        console.Find("textarea").GetAttribute("value").ShouldBe("host 8.8.8.8");
        console.Find("input[data-field=source]").GetAttribute("value").ShouldBe("100");
        console.Find("input[data-field=case]").GetAttribute("value").ShouldBe("INC-7");
        console.FindAll("input[data-region]").Where(i => i.HasAttribute("checked")).ShouldHaveSingleItem().GetAttribute("data-region").ShouldBe("Singapore");
        console.Find(".chip.gone").TextContent.ShouldContain("Nowhere");
    }

    [Fact]
    public async Task Address_ThatOnlyChangesTheTable_LeavesWhatWasTyped()
    {
        await using var page = Page();
        var console = Open(page, "/?q=8.8.8.8");
        console.Find("textarea").Input("port 53");

        await console.InvokeAsync(() => Table(console).Parameters.Get(t => t.ShowChanged).InvokeAsync(JobPhase.InFlight));

        page.Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/?q=8.8.8.8&show=inflight");
        Table(console).Parameters.Get(t => t.Show).ShouldBe(JobPhase.InFlight);
        console.Find("textarea").GetAttribute("value").ShouldBe("port 53");
    }

    [Fact]
    public async Task Frame_AfterSubmit_ShowsTheOneJobInPlaceOfTheTable()
    {
        await using var page = Page();
        var console = Open(page, "/?q=8.8.8.8&embed=1", ViewSettings.Default with { Embedded = true });
        console.FindComponents<Stub<JobTable>>().ShouldBeEmpty();
        console.FindAll("input[data-field=note]").ShouldBeEmpty();

        console.Find("[data-submit]").Click();

        console.FindComponent<Stub<JobSummary>>().Instance.Parameters.Get(j => j.Id).ShouldBe(2319);
    }

    private static FleetContext Page()
    {
        var page = new FleetContext();
        page.ComponentFactories.AddStub<JobTable>();
        page.ComponentFactories.AddStub<JobSummary>();
        return page;
    }

    private static IRenderedComponent<ConsolePage> Open(FleetContext page, string address, ViewSettings? view = null)
    {
        page.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return page.Render<ConsolePage>(p => p.AddCascadingValue(view ?? ViewSettings.Default));
    }

    private static Stub<JobTable> Table(IRenderedComponent<ConsolePage> console) => console.FindComponent<Stub<JobTable>>().Instance;
}
