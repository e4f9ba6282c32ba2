using PacketFleet.Web.Components.Formatting;
using static PacketFleet.Web.Tests.Components.Jobs.Samples;

namespace PacketFleet.Web.Tests.Components.Formatting;

public sealed class WindowTextTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly TimeZoneInfo EastOne = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), "east", "east");

    [Theory]
    [InlineData("11:00", "15:00", "11:00–15:00")]
    [InlineData("14:45", null, "14:45–")]
    [InlineData(null, "15:00", "–15:00")]
    [InlineData(null, null, "any time")]
    [InlineData("-02:00", "04:00", "23 Nov 22–04")]
    [InlineData("-03:00", "00:00", "23 Nov 21–24")]
    [InlineData("-02:05", "-01:10", "23 Nov 21:55…")]
    [InlineData("-72:00", "15:00", "21–24 Nov")]
    [InlineData("-600:00", "15:00", "30 Oct–24 Nov")]
    [InlineData("00:00", "24:00", "00:00–00:00")]
    public void Short_OfAnyWindow_FitsItsColumn(string? from, string? to, string text)
    {
        var window = Window(Hours(from), Hours(to));
        WindowText.Short(TimeZoneInfo.Utc, window, Today).ShouldBe(text);
        text.Length.ShouldBeLessThanOrEqualTo(13);
    }

    [Fact]
    public void Short_InAnotherZone_TellsItsClock() => WindowText.Short(EastOne, FourHours, Today).ShouldBe("12:00–16:00");

    [Fact]
    public void Whole_OverMidnight_NamesBothDays()
    {
        WindowText.Whole(TimeZoneInfo.Utc, FourHours).ShouldBe("24 Nov 11:00:00 – 15:00:00");
        WindowText.Whole(TimeZoneInfo.Utc, Window("-02:00", "04:00")).ShouldBe("23 Nov 22:00:00 – 24 Nov 04:00:00");
        WindowText.Whole(TimeZoneInfo.Utc, Window("14:45", null)).ShouldBe("from 24 Nov 14:45:00");
    }

    [Fact]
    public void Exact_OfNanoseconds_KeepsEveryDigit()
    {
        var time = new PacketFleet.Wire.PacketTime(At("11:00").Nanoseconds + 250_000_001);
        Times.Exact(TimeZoneInfo.Utc, time).ShouldBe("24 Nov 2026 11:00:00.250000001 UTC");
        Times.Exact(EastOne, time).ShouldBe("24 Nov 2026 12:00:00.250000001 +01:00");
    }

    // TimeSpan reads hours up to 23 only.
    private static string? Hours(string? clock)
    {
        if (clock is null)
            return null;
        var negative = clock.StartsWith('-');
        var parts = clock.TrimStart('-').Split(':');
        var span = new TimeSpan(int.Parse(parts[0]), int.Parse(parts[1]), 0);
        return (negative ? -span : span).ToString();
    }
}
