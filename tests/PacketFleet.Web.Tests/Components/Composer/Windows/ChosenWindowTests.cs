using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Components.Composer.Windows;

public sealed class ChosenWindowTests
{
    private static readonly PacketTime Eleven = PacketTime.From(new(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
    private static readonly PacketTime Fifteen = Eleven.Add(TimeSpan.FromHours(4));

    [Fact]
    public void Terms_OfEveryKind_AreReadByTheQueryLanguage()
    {
        ChosenWindow.AnyTime.Terms.ShouldBeEmpty();
        foreach (var (window, terms) in new[]
        {
            (ChosenWindow.Last(TimeSpan.FromMinutes(15)), "after 15m ago"),
            (ChosenWindow.Last(TimeSpan.FromDays(7)), "after 168h ago"),
            (ChosenWindow.Between(Eleven, Fifteen), "after 2026-11-24T11:00:00Z and before 2026-11-24T15:00:00Z"),
            (ChosenWindow.Between(null, Fifteen), "before 2026-11-24T15:00:00Z"),
            (ChosenWindow.Around(Fifteen, TimeSpan.FromMinutes(5)), "after 2026-11-24T14:55:00Z and before 2026-11-24T15:05:00Z"),
        })
        {
            window.Terms.ShouldBe(terms);
            QueryParser.TryParse(terms, out var query, out var error).ShouldBeTrue(error?.Message);
            query!.Pin(Fifteen).Window.ShouldBe(window.Pin(Fifteen));
        }
    }

    [Fact]
    public void Words_OfEveryKind_AreShort()
    {
        Words(ChosenWindow.AnyTime).ShouldBe("any time");
        Words(ChosenWindow.Last(TimeSpan.FromMinutes(15))).ShouldBe("last 15 m");
        Words(ChosenWindow.Last(TimeSpan.FromDays(7))).ShouldBe("last 7 d");
        Words(ChosenWindow.Last(TimeSpan.FromHours(24))).ShouldBe("last 24 h");
        Words(ChosenWindow.Between(Eleven, Fifteen)).ShouldBe("24 Nov 11:00 – 15:00");
        Words(ChosenWindow.Between(Eleven, Fifteen), brief: true).ShouldBe("11:00 – 15:00");
        Words(ChosenWindow.Between(Eleven, null)).ShouldBe("from 24 Nov 11:00");
        Words(ChosenWindow.Between(null, Fifteen)).ShouldBe("until 24 Nov 15:00");
        Words(ChosenWindow.Around(Fifteen, TimeSpan.FromMinutes(5))).ShouldBe("24 Nov 15:00 ± 5 m");
        Words(ChosenWindow.Between(Eleven.Add(TimeSpan.FromHours(-11)), Eleven.Add(TimeSpan.FromHours(13)))).ShouldBe("24 Nov 00:00 – 24:00");
        Words(ChosenWindow.Between(Eleven.Add(TimeSpan.FromDays(-400)), Fifteen)).ShouldBe("20 Oct 2025 11:00 – 24 Nov 15:00");
        Words(ChosenWindow.Between(ChosenWindow.Ago(TimeSpan.FromHours(3)), ChosenWindow.Ago(TimeSpan.FromMinutes(90)))).ShouldBe("3 h ago – 90 m ago");
    }

    [Theory]
    [InlineData("11:00", "15:00", "24 Nov 11:00 – 15:00")]
    [InlineData("2026-11-20 11:00", "15:00", "20 Nov 11:00 – 15:00")]
    [InlineData("3h ago", "", "last 3 h")]
    [InlineData("", "15:00", "until 24 Nov 15:00")]
    [InlineData("", "", "any time")]
    public void Draft_OfTwoFields_IsAWindow(string from, string to, string words) =>
        Words(new WindowDraft(from, to).Read(TimeZoneInfo.Utc, FleetContext.Now).Window!).ShouldBe(words);

    [Theory]
    [InlineData("15:00", "11:00", null, "after the start")]
    [InlineData("11:00", "11:00", null, "after the start")]
    [InlineData("x", "11:00", "“x” is no time", null)]
    [InlineData("11:00", "x", null, "“x” is no time")]
    public void Draft_ThatIsWrong_SaysSoAtItsField(string from, string to, string? fromSays, string? toSays)
    {
        var reading = new WindowDraft(from, to).Read(TimeZoneInfo.Utc, FleetContext.Now);

        reading.Window.ShouldBeNull();
        (reading.FromFault ?? "").ShouldContain(fromSays ?? "");
        (reading.ToFault ?? "").ShouldContain(toSays ?? "");
    }

    private static string Words(ChosenWindow window, bool brief = false) => WindowWords.Of(window, TimeZoneInfo.Utc, FleetContext.Now, brief);
}
