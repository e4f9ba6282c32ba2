using AngleSharp.Dom;
using Bunit;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer.Blocks;

public sealed class QueryBlocksTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Blocks_OfAText_ShowItsTerms_AndTheToggleGoesBack()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "host 8.8.8.8 and (port 53 or gre)", mended: "host 8.8.8.8 and (port 53 or ip proto 47)");

        Values(composer).ShouldBe(["host 8.8.8.8", "port 53", "proto gre"]);
        composer.FindAll(".joint").Select(j => j.TextContent).ShouldBe(["and", "or"]);
        composer.Find(".block-group").GetAttribute("aria-label").ShouldBe("Group, one of");
        composer.Find("[data-blocks-toggle]").Click();
        composer.FindAll("[data-blocks]").ShouldBeEmpty();
        composer.Find("textarea").GetAttribute("value").ShouldBe("host 8.8.8.8 and (port 53 or ip proto 47)");
    }

    [Fact]
    public async Task Value_Changed_IsWrittenIntoTheText_InNumbers()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "host 8.8.8.8 and port 53");

        Change(composer, 1, "https");

        Text(composer).ShouldBe("host 8.8.8.8 and port 443");
        composer.Find(".reading").TextContent.ShouldContain("host 8.8.8.8 and port 443");
        composer.Find(".block .name").TextContent.ShouldBe("https");
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldHaveSingleItem().Request.Query.ShouldBe("host 8.8.8.8 and port 443");
    }

    [Fact]
    public async Task Value_ThatIsNoTerm_IsSaidInTheReadersWords_AndHoldsBackSubmit()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "host 8.8.8.8 and port 53");

        Change(composer, 0, "8.8.8");

        Text(composer).ShouldBe("host 8.8.8.8 and port 53");
        composer.Find(".reading").TextContent.ShouldContain("“8.8.8” is not an IP address");
        composer.FindAll("[data-value]")[0].GetAttribute("aria-invalid").ShouldBe("true");
        composer.Find(".will").TextContent.ShouldContain("a block has an error");
        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldBeEmpty();

        composer.FindAll("[data-value]")[0].KeyDown("Escape");
        composer.FindAll("[data-value]")[0].GetAttribute("value").ShouldBe("8.8.8.8");
        composer.Find(".will").TextContent.ShouldContain("2 regions");
    }

    [Fact]
    public async Task Kind_Changed_KeepsAValueThatFitsAndAsksForAnother()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "port 53 and tcp");

        composer.FindAll("[data-kind]")[0].Change("vlan");
        Text(composer).ShouldBe("vlan 53 and tcp");
        composer.FindAll("[data-kind]")[0].Change("host");
        Text(composer).ShouldBe("vlan 53 and tcp");
        composer.FindAll("[data-value]")[0].GetAttribute("value").ShouldBeNullOrEmpty();
        Change(composer, 0, "192.0.2.1");
        Text(composer).ShouldBe("host 192.0.2.1 and tcp");
    }

    [Fact]
    public async Task Blocks_AddedToNothingAndToAGroup_GrowTheText()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();
        composer.Find("[data-blocks-toggle]").Click();
        composer.FindAll(".block").Count.ShouldBe(1);

        Change(composer, 0, "8.8.8.8");
        Text(composer).ShouldBe("host 8.8.8.8");
        composer.Find("[data-add]").Click();
        composer.FindAll("[data-kind]")[1].Change("port");
        Change(composer, 1, "dns");

        Text(composer).ShouldBe("host 8.8.8.8 and port 53");
        composer.Find("[data-add]").Click();
        composer.FindAll("[data-value]")[2].KeyDown("Escape");
        composer.FindAll(".block").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_MoveGroupAndRemoveTheBlockInHand()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "host 8.8.8.8 and port 53 and port 443");

        composer.FindAll(".block")[1].FocusIn();
        Press(composer, "g");
        Text(composer).ShouldBe("host 8.8.8.8 and (port 53 or port 443)");
        Press(composer, "ArrowRight");
        Text(composer).ShouldBe("host 8.8.8.8 and (port 443 or port 53)");
        composer.FindAll(".block")[2].ClassList.ShouldContain("current");
        Press(composer, "u");
        Text(composer).ShouldBe("host 8.8.8.8 and port 443 and port 53");
        Press(composer, "Delete");
        Text(composer).ShouldBe("host 8.8.8.8 and port 443");
        composer.Find("button.joint").Click();
        Text(composer).ShouldBe("host 8.8.8.8 or port 443");
        composer.FindAll("[data-remove]")[0].Click();
        composer.FindAll("[data-remove]")[0].Click();
        Text(composer).ShouldBe("");
        composer.FindAll(".block").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Text_ThatIsWrong_IsSaid_AndMendedInPlace()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "host 8.8.8.8 AND port 53");

        composer.FindAll(".block").ShouldBeEmpty();
        composer.Find("[data-blocks]").TextContent.ShouldContain("is no query yet");
        composer.Find("[data-mend]").Click();

        Values(composer).ShouldBe(["host 8.8.8.8", "port 53"]);
    }

    [Fact]
    public async Task Window_Chosen_StaysOutOfTheBlocks()
    {
        await using var page = new FleetContext();
        var composer = Blocks(page, "port 53 and after 3h ago");
        Values(composer).ShouldBe(["port 53", "after 3h ago"]);

        composer.Find("[data-last='1 h']").Click();

        Values(composer).ShouldBe(["port 53"]);
        Change(composer, 0, "80");
        composer.Instance.Composed.Text.ShouldBe("port 80 and after 1h ago");
    }

    private static IRenderedComponent<ComposerComponent> Blocks(FleetContext page, string text, string? mended = null)
    {
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input(mended ?? text);
        page.Time.Advance(Pause);
        composer.WaitForAssertion(() => composer.Find(".reading").TextContent.ShouldNotContain("Words:"));
        composer.Find("[data-blocks-toggle]").Click();
        return composer;
    }

    private static void Change(IRenderedComponent<ComposerComponent> composer, int index, string value)
    {
        composer.FindAll("[data-value]")[index].Input(value);
        composer.FindAll("[data-value]")[index].Change(value);
    }

    private static void Press(IRenderedComponent<ComposerComponent> composer, string key) =>
        composer.Find("[data-blocks]").KeyDown(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = key, AltKey = true });

    private static string? Text(IRenderedComponent<ComposerComponent> composer) => composer.Find("textarea").GetAttribute("value");

    private static List<string> Values(IRenderedComponent<ComposerComponent> composer) =>
        [.. composer.FindAll(".block").Select(b => $"{b.QuerySelector("select")!.GetAttribute("value") ?? Selected(b)} {b.QuerySelector("input")!.GetAttribute("value")}")];

    private static string? Selected(IElement block) => block.QuerySelector("option[selected]")?.GetAttribute("value");
}
