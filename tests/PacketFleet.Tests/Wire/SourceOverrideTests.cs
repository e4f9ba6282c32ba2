using CsCheck;
using PacketFleet.Tests.Wire.Gravwell;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire;

public sealed class SourceOverrideTests
{
    [Fact]
    public void TryParse_RecordedVectors_GiveTheRecordedBytes()
    {
        var vectors = WireVectors.SourceOverrides;
        vectors.Count.ShouldBe(12);
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

    [Theory]
    [InlineData("100", "::64")]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3")]
    public void TryParse_SentInAnEntry_IsTheSourceThatIsSearchedFor(string text, string source)
    {
        SourceOverride.TryParse(text, out var bytes, out _).ShouldBeTrue();
        var encoder = new EntryEncoder(1, bytes);
        var entry = new byte[encoder.Length(0)];
        encoder.Write(entry, 1, 0, 0, []);
        var decoder = EntryEncoderTests.Hot();
        decoder.Add(entry);
        decoder.TryRead(out var message).ShouldBeTrue();
        new System.Net.IPAddress(message.Entry.Source).ShouldBe(System.Net.IPAddress.Parse(source));

        // Also an IPv4 override goes as 16 bytes, not as an IPv4 source.
        message.Entry.IsIPv4Source.ShouldBeFalse();
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String.Sample(text => SourceOverride.TryParse(text, out var bytes, out _) == bytes is { Length: 16 }, iter: 10_000);
}
