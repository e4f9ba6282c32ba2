using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Tests.Components.Formatting;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 KB")]
    [InlineData(12_350, "12.4 KB")]
    [InlineData(259_000, "259 KB")]
    [InlineData(999_499, "999 KB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(12_400_000, "12.4 MB")]
    [InlineData(99_960_000, "100 MB")]
    [InlineData(871_000_000, "871 MB")]
    [InlineData(4_700_000_000, "4.7 GB")]
    [InlineData(long.MaxValue, "9223 PB")]
    [InlineData(-5, "0 B")]
    public void Bytes_OfAnySize_HaveThreeDigits(long bytes, string text) => Units.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.9, "")]
    [InlineData(310_000, "310 KB/s")]
    [InlineData(940_000, "940 KB/s")]
    [InlineData(1_240_000, "1.2 MB/s")]
    [InlineData(9_960_000, "10 MB/s")]
    [InlineData(26_400_000, "26 MB/s")]
    public void Rate_OfAnySpeed_HasTwoDigits(double rate, string text) => Units.Rate(rate).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.29, "29 %")]
    [InlineData(0.999, "99 %")]
    [InlineData(1, "100 %")]
    [InlineData(1.2, "100 %")]
    public void Percent_ShortOfAll_IsNeverAHundred(double fraction, string text) => Units.Percent(fraction).ShouldBe(text);

    [Fact]
    public void Count_OfOne_TakesTheSingular()
    {
        Units.Count(1, "packet").ShouldBe("1 packet");
        Units.Count(12_403, "packet").ShouldBe("12,403 packets");
    }
}
