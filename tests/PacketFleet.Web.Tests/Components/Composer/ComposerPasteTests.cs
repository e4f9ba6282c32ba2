using Bunit;
using ComposerComponent = PacketFleet.Web.Components.Controls.Composer.Composer;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class ComposerPasteTests
{
    private const string Zeek = "1795528931.000000\tCHhAvVGS1DHFjwGM9\t192.0.2.44\t51734\t203.0.113.77\t443\ttcp\tssl\t217.250000\t1200\t5400\tSF";

    [Fact]
    public async Task ZeekLine_PastedIntoAnEmptyEditor_BecomesAQueryAndItsWindow()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();

        (await PasteAsync(composer, Zeek, alone: true)).ShouldBeTrue();

        Text(composer).ShouldBe("host 192.0.2.44 and host 203.0.113.77 and tcp and port 51734 and port 443");
        composer.Find("[data-pasted]").TextContent.ShouldBe("From a Zeek conn line, uid CHhAvVGS1DHFjwGM9: 14:02:11 to 14:05:48, a minute added at each end.");
        composer.Find(".will").TextContent.ShouldContain("14:01");

        composer.Find("[data-submit]").Click();
        page.Jobs.Requests.ShouldHaveSingleItem().Request.Query.ShouldBe(
            "host 192.0.2.44 and host 203.0.113.77 and tcp and port 51734 and port 443 and after 2026-11-24T14:01:11Z and before 2026-11-24T14:06:49Z");
    }

    [Fact]
    public async Task Paste_TakenBack_PutsBackWhatStoodThere()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input("port 53 and after 3h ago");
        await PasteAsync(composer, Zeek, alone: false);

        composer.Find("[data-take-back]").Click();

        Text(composer).ShouldBe("port 53 and after 3h ago");
        composer.FindAll("[data-take-back]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Address_PastedIntoAQueryBeingWritten_IsLeftToTheBrowser()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();
        composer.Find("textarea").Input("host ");

        (await PasteAsync(composer, "8.8.8.8", alone: false)).ShouldBeFalse();
        Text(composer).ShouldBe("host ");
        (await PasteAsync(composer, "8.8.8.8", alone: true)).ShouldBeTrue();
        Text(composer).ShouldBe("host 8.8.8.8");
    }

    [Theory]
    [InlineData("host 8.8.8.8 and port 53")]
    [InlineData("nothing that is known")]
    public async Task Text_ThatIsAQueryOrUnknown_IsLeftToTheBrowser(string text)
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();

        (await PasteAsync(composer, text, alone: true)).ShouldBeFalse();
    }

    [Fact]
    public async Task Note_OfAPaste_GoesWhenTheTextIsChanged()
    {
        await using var page = new FleetContext();
        var composer = page.Render<ComposerComponent>();
        await PasteAsync(composer, Zeek, alone: true);

        composer.Find("textarea").Input("host 192.0.2.44");
        page.Time.Advance(TimeSpan.FromMilliseconds(150));

        composer.WaitForAssertion(() => composer.FindAll("[data-pasted]").ShouldBeEmpty());
    }

    private static Task<bool> PasteAsync(IRenderedComponent<ComposerComponent> composer, string text, bool alone) =>
        composer.InvokeAsync(() => composer.Instance.TakePaste(text, alone, cut: false));

    private static string? Text(IRenderedComponent<ComposerComponent> composer) => composer.Find("textarea").GetAttribute("value");
}
