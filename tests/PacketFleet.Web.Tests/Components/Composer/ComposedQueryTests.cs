using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Composer;

public sealed class ComposedQueryTests
{
    private static readonly PacketTime Now = PacketTime.From(FleetContext.Now);
    private static readonly ChosenWindow LastHour = ChosenWindow.Last(TimeSpan.FromHours(1));

    [Theory]
    [InlineData("port 53", "port 53 and after 1h ago")]
    [InlineData(" tcp and port 53\n", "tcp and port 53 and after 1h ago")]
    [InlineData("port 53 or port 443", "(port 53 or port 443) and after 1h ago")]
    [InlineData("tcp and port 80 or port 443", "(tcp and port 80 or port 443) and after 1h ago")]
    [InlineData("tcp or udp and port 53", "tcp or udp and port 53 and after 1h ago")]
    public void Window_Chosen_StandsBehindTheTextAsTyped(string text, string whole)
    {
        var composed = ComposedQuery.Of(text, LastHour, Now);

        composed.Text.ShouldBe(whole);
        composed.Reading.Text.ShouldBe(text);
        composed.WindowIsInText.ShouldBeFalse();
        Parse(whole).Root.ShouldBe(new BinaryNode(true, Parse(text).Root, Parse("after 1h ago").Root));
    }

    [Theory]
    [InlineData("port 53 and after 3h ago", "last 3 h", "port 53")]
    [InlineData("after 3h ago and (port 53 or tcp) and before 1h ago", "3 h ago – 1 h ago", "port 53 or tcp")]
    [InlineData("port 53 and after 2h ago and after 5h ago and after 2026-11-24T14:00:00Z", "from 24 Nov 14:00", "port 53")]
    public void Window_InTheText_WinsOverTheOneChosen(string text, string words, string rest)
    {
        var composed = ComposedQuery.Of(text, LastHour, Now);

        composed.WindowIsInText.ShouldBeTrue();
        composed.Text.ShouldBe(text);
        WindowWords.Of(composed.Window, TimeZoneInfo.Utc, FleetContext.Now).ShouldBe(words);
        composed.Choose(LastHour).ShouldBe((rest, LastHour));
    }

    [Fact]
    public void Window_UnderAnOr_IsNoWindow()
    {
        var composed = ComposedQuery.Of("port 53 or after 3h ago", ChosenWindow.AnyTime, Now);

        composed.WindowIsInText.ShouldBeFalse();
        composed.Window.IsAnyTime.ShouldBeTrue();
        composed.Choose(LastHour).ShouldBe(("port 53 or after 3h ago", LastHour));
    }

    [Fact]
    public void Window_ThatIsTheWholeQuery_IsWrittenAnewIntoTheText()
    {
        var composed = ComposedQuery.Of("after 3h ago and before 1h ago", ChosenWindow.AnyTime, Now);

        composed.Choose(LastHour).ShouldBe(("after 1h ago", ChosenWindow.AnyTime));
        composed.Choose(ChosenWindow.AnyTime).ShouldBe(("", ChosenWindow.AnyTime));
    }

    [Theory]
    [InlineData("")]
    [InlineData("port")]
    [InlineData("port 53 AND tcp")]
    public void Text_ThatIsNoQuery_KeepsTheWindowChosen(string text)
    {
        var composed = ComposedQuery.Of(text, LastHour, Now);

        composed.Window.ShouldBe(LastHour);
        composed.Reading.Query.ShouldBeNull();
        composed.Choose(ChosenWindow.AnyTime).ShouldBe((text, ChosenWindow.AnyTime));
    }

    [Fact]
    public void Text_ThatIsTooLongOnlyWithItsWindow_IsRefused()
    {
        var text = "host 8.8.8.8" + new string(' ', 4070) + "and tcp";
        ComposedQuery.Of(text, ChosenWindow.AnyTime, Now).Reading.Kind.ShouldBe(ReadingKind.Reads);

        var composed = ComposedQuery.Of(text, LastHour, Now);

        composed.Reading.Kind.ShouldBe(ReadingKind.Wrong);
        composed.Reading.Error!.Message.ShouldContain("may have 4,096");
        composed.Reading.Error.Position.ShouldBe(text.Length);
    }

    [Fact]
    public void Text_LongerThanIsAllowedHere_IsRefused()
    {
        ComposedQuery.Of("port 53", LastHour, Now, new QueryLimits(30)).Reading.Kind.ShouldBe(ReadingKind.Reads);
        ComposedQuery.Of("port 53", LastHour, Now, new QueryLimits(20)).Reading.Kind.ShouldBe(ReadingKind.Wrong);
        ComposedQuery.Of("port 53 or tcp", LastHour, Now, new QueryLimits(100, 2)).Reading.Error!.Message.ShouldContain("more than 2 terms");
    }

    private static Query Parse(string text)
    {
        QueryParser.TryParse(text, out var query, out var error).ShouldBeTrue(error?.Message);
        return query!;
    }
}
