using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Tests.Components.Formatting;

public sealed class SpansTests
{
    [Theory]
    [InlineData(-3, "0 s")]
    [InlineData(12, "12 s")]
    [InlineData(192, "3 m 12 s")]
    [InlineData(245, "4 m 05 s")]
    [InlineData(3840, "1 h 04 m")]
    [InlineData(187_200, "2 d 4 h")]
    public void Clock_OfSeconds_TellsTwoUnits(double seconds, string text) => Spans.Clock(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.9, "9.9 s")]
    [InlineData(9.96, "9 s")]
    [InlineData(75, "1 m 15 s")]
    public void Took_BelowTenSeconds_KeepsATenth(double seconds, string text) => Spans.Took(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(59, "59 s")]
    [InlineData(599, "9 m")]
    [InlineData(3840, "1 h 04 m")]
    public void Age_FromAMinuteOn_DropsSeconds(double seconds, string text) => Spans.Age(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.2, "less than 1 s")]
    [InlineData(40, "40 s")]
    [InlineData(60, "1 min")]
    [InlineData(840, "14 min")]
    [InlineData(3600, "60 min")]
    [InlineData(14_400, "4 h")]
    [InlineData(15_600, "4 h 20 min")]
    [InlineData(259_200, "3 d")]
    public void Stretch_OfCapturedTime_ReadsAsPeopleSayIt(double seconds, string text) => Spans.Stretch(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.1, "1 s left")]
    [InlineData(38, "40 s left")]
    [InlineData(366, "6 m 10 s left")]
    public void Left_IsCoarse(double seconds, string text) => Spans.Left(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
