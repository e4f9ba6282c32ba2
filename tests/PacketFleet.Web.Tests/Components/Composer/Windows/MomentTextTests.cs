using PacketFleet.Web.Components.Controls.Composer.Windows;

namespace PacketFleet.Web.Tests.Components.Composer.Windows;

public sealed class MomentTextTests
{
    private static readonly DateTimeOffset Now = FleetContext.Now;
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-24 11:00", "2026-11-24T11:00:00Z")]
    [InlineData(" 2026-11-24T11:00 ", "2026-11-24T11:00:00Z")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00Z")]
    [InlineData("2026-11-24 24:00", "2026-11-25T00:00:00Z")]
    [InlineData("11:00", "2026-11-24T11:00:00Z")]
    [InlineData("9:05:07.25", "2026-11-24T09:05:07.25Z")]
    [InlineData("24 Nov 11:00", "2026-11-24T11:00:00Z")]
    [InlineData("3 december 2025", "2025-12-03T00:00:00Z")]
    [InlineData("yesterday 23:30", "2026-11-23T23:30:00Z")]
    [InlineData("2026-11-24 11:00 +01:00", "2026-11-24T10:00:00Z")]
    [InlineData("2026-11-24T11:00:00.000000001Z", "2026-11-24T11:00:00.000000001Z")]
    [InlineData("2026-11-24T11:00:00-05:00", "2026-11-24T16:00:00Z")]
    [InlineData("1795600000", "2026-11-25T09:46:40Z")]
    [InlineData("1795600000.5", "2026-11-25T09:46:40.5Z")]
    [InlineData("1795600000123", "2026-11-25T09:46:40.123Z")]
    [InlineData("1795600000123456789", "2026-11-25T09:46:40.123456789Z")]
    [InlineData("now", "2026-11-24T15:02:41Z")]
    public void Text_AsPeopleWriteIt_IsAMoment(string text, string moment) => Read(text, TimeZoneInfo.Utc).ShouldBe(moment);

    [Theory]
    [InlineData("3h ago", "3h ago")]
    [InlineData("45 min ago", "45m ago")]
    [InlineData("2d ago", "48h ago")]
    [InlineData("90m", "90m ago")]
    public void Text_OfAnAge_StaysRelative(string text, string term) => Read(text, TimeZoneInfo.Utc).ShouldBe(term);

    [Theory]
    [InlineData("11:00", "2026-11-24T10:00:00Z")]
    [InlineData("2026-07-01 11:00", "2026-07-01T09:00:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30:00Z")]
    public void Text_InAnotherZone_IsOfThatZone(string text, string moment) => Read(text, Berlin).ShouldBe(moment);

    [Theory]
    [InlineData("", "missing")]
    [InlineData("soon", "“soon” is no time")]
    [InlineData("25:00", "no 25:00 on a clock")]
    [InlineData("11:60", "no 11:60 on a clock")]
    [InlineData("2026-02-30", "no day “2026-02-30”")]
    [InlineData("31 nov 10:00", "no day “31 nov”")]
    [InlineData("2026-03-29 02:30", "the clocks go forward")]
    [InlineData("9999-12-31 24:00", "no day")]
    [InlineData("3h ago and port 53", "is no time")]
    [InlineData("99999999999999999999", "is no time")]
    [InlineData("\u0661\u0661:00", "is no time")]
    public void Text_ThatIsNone_IsRefusedWithOneSentence(string text, string says)
    {
        MomentText.TryParse(text, Berlin, new(2026, 11, 24), Now, out _, out var fault).ShouldBeFalse();
        fault.ShouldContain(says);
    }

    [Fact]
    public void Text_OfAnyLength_NeverThrows()
    {
        var random = new Random(20261124);
        const string Letters = "0123456789:-. TZ+hmdagonovNov";
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(80)).Select(_ => Letters[random.Next(Letters.Length)])]);
            if (MomentText.TryParse(text, Berlin, new(2026, 11, 24), Now, out var time, out var fault))
                time.Text.ShouldNotBeEmpty();
            else
                fault.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("2026-11-24T11:00:00Z", "2026-11-24 12:00")]
    [InlineData("2026-11-24T11:00:00.000000001Z", "2026-11-24 12:00:00.000000001")]
    public void Moment_WrittenIntoAField_ReadsBackToTheSame(string moment, string text)
    {
        MomentText.TryParse(moment, Berlin, default, Now, out var time, out _).ShouldBeTrue();
        MomentText.Of(time, Berlin).ShouldBe(text);
        Read(text, Berlin).ShouldBe(moment);
    }

    private static string Read(string text, TimeZoneInfo zone)
    {
        MomentText.TryParse(text, zone, new(2026, 11, 24), Now, out var time, out var fault).ShouldBeTrue(fault);
        return time!.Text;
    }
}
