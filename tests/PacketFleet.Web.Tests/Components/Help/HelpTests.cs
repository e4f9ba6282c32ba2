using Bunit;
using PacketFleet.Web.Components.Pages;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Help;

public sealed class HelpTests
{
    [Fact]
    public void Examples_All_AreQueriesThatRead()
    {
        foreach (var example in HelpTopics.All.SelectMany(topic => topic.Examples))
            QueryParser.TryParse(example.Query, out _, out var error).ShouldBeTrue($"{example.Query}: {error?.Message}");
    }

    [Fact]
    public async Task Example_Clicked_OpensTheComposerWithIt()
    {
        await using var page = new FleetContext();
        var help = page.Render<Web.Components.Pages.Help>();

        var links = help.FindAll("a[data-example]");

        links.Count.ShouldBe(HelpTopics.All.Sum(topic => topic.Examples.Count));
        links[0].GetAttribute("href").ShouldBe("/?q=host%208.8.8.8");
        links[0].TextContent.ShouldBe("host 8.8.8.8");
    }
}
