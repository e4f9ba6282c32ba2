using System.Text;
using PacketFleet.Tests.Engine.Delivery;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Tests.Wire.Captures.Writing;

public sealed class PcapngEncoderTests
{
    [Fact]
    public void WritePacket_EveryPaddingAndADirtyBuffer_GivesTheBlockByteForByte()
    {
        for (var length = 0; length < 9; length++)
        {
            var data = Enumerable.Range(1, length).Select(i => (byte)i).ToArray();
            var block = new byte[64];
            Array.Fill(block, (byte)0xEE);

            var written = PcapngEncoder.WritePacket(block, 3, new Packet(0x0102_0304_0506_0708, data, 77).Record);

            var total = 32 + ((length + 3) / 4 * 4);
            written.ShouldBe(total);
            PcapngEncoder.PacketLength(length).ShouldBe(total);
            Convert.ToHexString(block, 0, written).ShouldBe(
                $"06000000{total:X2}000000030000000403020108070605{length:X2}0000004D000000{Convert.ToHexString(data)}{new string('0', (total - 32 - length) * 2)}{total:X2}000000");
            block[written..].ShouldAllBe(b => b == 0xEE);
        }
    }

    [Fact]
    public void WritePacket_DestinationTooShort_Throws() =>
        Should.Throw<ArgumentException>(() => PcapngEncoder.WritePacket(new byte[35], 0, new Packet(0, [1, 2, 3, 4], 4).Record));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("query: port 80\njob: 1")]
    [InlineData("Ünï 区域 \U0001F30D")]
    public void WriteSection_Comment_ReadsBack(string? comment) =>
        PlainCapture.Read(Section(comment)).Comment.ShouldBe(string.IsNullOrEmpty(comment) ? null : comment);

    [Fact]
    public void WriteSection_ZeroBytesAndLoneSurrogates_AreReplaced() =>
        PlainCapture.Read(Section("a\0b\uD800")).Comment.ShouldBe("a b\uFFFD");

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("区")]
    [InlineData("\U0001F30D")]
    public void WriteSection_CommentTooLong_IsCutBetweenCharacters(string character)
    {
        var comment = PlainCapture.Read(Section(string.Concat(Enumerable.Repeat(character, 70_000)))).Comment.ShouldNotBeNull();

        Encoding.UTF8.GetByteCount(comment).ShouldBeInRange(65_529, 65_532);
        comment.Replace(character, "", StringComparison.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void WriteInterface_AllFields_ReadBack()
    {
        var block = new byte[PcapngEncoder.InterfaceLength("Region 1", "a region")];
        var length = PcapngEncoder.WriteInterface(block, LinkTypes.LinuxCooked, "Region 1", "a region", 65_536);

        PlainCapture.Read([.. Section(null), .. block[..length]]).Interfaces.ShouldBe([(LinkTypes.LinuxCooked, "Region 1")]);
        BitConverter.ToUInt32(block, 12).ShouldBe(65_536u);
    }

    private static byte[] Section(string? comment)
    {
        var block = new byte[PcapngEncoder.SectionLength(comment, "test")];
        return block[..PcapngEncoder.WriteSection(block, comment, "test")];
    }
}
