using System.Text.Json;
using CsCheck;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Wire;

public sealed class SourceOverrideTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public void TryParse_RecordedVectors_GiveTheRecordedBytes()
    {
        var vectors = JsonSerializer.Deserialize<Vector[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "source-override.json")), Json)!;
        vectors.Length.ShouldBe(12);
        foreach (var (text, src) in vectors)
        {
            SourceOverride.TryParse(text, out var bytes, out var error).ShouldBe(src is not null, text);
            (bytes is null ? null : Convert.ToHexStringLower(bytes)).ShouldBe(src, text);
            (error is null).ShouldBe(src is not null, text);
        }
    }

    [Theory]
    [InlineData("::ffff:10.1.2.3", "00000000000000000000ffff0a010203")]
    [InlineData("DEAD::BEEF", "dead000000000000000000000000beef")]
    [InlineData("0xffffffffffffffff", "0000000000000000ffffffffffffffff")]
    [InlineData("18446744073709551616", "00000000000018446744073709551616")]
    [InlineData("00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff")]
    [InlineData("007", "00000000000000000000000000000007")]
    public void TryParse_Other_GivesTheBytes(string text, string expected)
    {
        SourceOverride.TryParse(text, out var bytes, out _).ShouldBeTrue();
        Convert.ToHexStringLower(bytes!).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("100 ", "spaces")]
    [InlineData("abc", "odd")]
    [InlineData("0x", "neither")]
    [InlineData("0X64", "neither")]
    [InlineData("0x10000000000000000", "neither")]
    [InlineData("+1", "neither")]
    [InlineData("fe80::1%eth0", "neither")]
    [InlineData("١٢", "neither")]
    [InlineData("00112233445566778899aabbccddeeff00", "longer")]
    public void TryParse_Unreadable_SaysWhyInOneSentence(string text, string reason)
    {
        SourceOverride.TryParse(text, out var bytes, out var error).ShouldBeFalse();
        bytes.ShouldBeNull();
        error!.ShouldContain(reason);
        error.ShouldEndWith(".");
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String.Sample(text => SourceOverride.TryParse(text, out var bytes, out _) == bytes is { Length: 16 }, iter: 10_000);

    private sealed record Vector(string Text, string? Src);
}
