using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class PcapngReadingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pcapng_SeveralInterfaces_EachKeepsItsLinkTypeNameAndClock(bool bigEndian)
    {
        var capture = CaptureBytes.Pcapng(bigEndian)
            .Interface(1, 100, o => o.Name("eth0"))
            .Interface(101, 0, o => o.Option(9, 9).Option(0).Option(2, 0x7a))
            .Enhanced(0, 1_500_000, [1, 2, 3, 4, 5], original: 1500, options: o => o.Option(1, "hi"u8.ToArray()))
            .Enhanced(1, 1_700_000_000_123_456_789, [6]);

        var readings = Readings.Of(capture);

        readings.Packets.Select(p => p with { Offset = 0 }).ShouldBe([
            new ReadPacket(1_500_000_000, 1, 1500, "0102030405", 0, 0, "eth0"),
            new ReadPacket(1_700_000_000_123_456_789, 101, 1, "06", 0, 1, null)]);
        readings.Outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Complete, 2, capture.Length, null));
    }

    [Fact]
    public void Pcapng_SectionsOfBothByteOrders_AreReadOnEndToEnd()
    {
        var little = CaptureBytes.Pcapng().Interface(1).Enhanced(0, 1_000_000, [1]);
        var big = CaptureBytes.Pcapng(bigEndian: true).Interface(113).Enhanced(0, 2_000_000, [2]);

        var packets = Readings.Of([.. little.ToArray(), .. big.ToArray(), .. little.ToArray()]).Packets;

        packets.Select(p => (p.Time, p.LinkType, p.Data)).ShouldBe([(1_000_000_000, 1, "01"), (2_000_000_000, 113, "02"), (1_000_000_000, 1, "01")]);
    }

    [Theory]
    [InlineData(0, 3, 3_000_000_000)]
    [InlineData(3, 3_001, 3_001_000_000)]
    [InlineData(6, 3_000_001, 3_000_001_000)]
    [InlineData(9, 3_000_000_001, 3_000_000_001)]
    [InlineData(12, 3_000_000_001_999, 3_000_000_001)]
    [InlineData(28, 10_000_000_000_000_000_000, 1)]
    [InlineData(29, 10_000_000_000_000_000_000, 0)]
    [InlineData(127, ulong.MaxValue, 0)]
    [InlineData(0x80, 3, 3_000_000_000)]
    [InlineData(0x80 | 10, 3 * 1024 + 512, 3_500_000_000)]
    [InlineData(0x80 | 32, (3UL << 32) + (1UL << 31), 3_500_000_000)]
    [InlineData(0x80 | 127, ulong.MaxValue, 0)]
    [InlineData(0, ulong.MaxValue, long.MaxValue)]
    [InlineData(9, ulong.MaxValue, long.MaxValue)]
    public void Pcapng_Resolution_GivesNanoseconds(byte resolution, ulong units, long expected) =>
        Readings.Of(CaptureBytes.Pcapng().Interface(options: o => o.Option(9, resolution)).Enhanced(0, units, [])).Packets[0].Time.ShouldBe(expected);

    [Theory]
    [InlineData(1_000, 1_000_001_000_000)]
    [InlineData(-2, -1_999_000_000)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MinValue, long.MinValue)]
    public void Pcapng_Offset_IsAddedInSeconds(long offset, long expected)
    {
        var capture = CaptureBytes.Pcapng(bigEndian: true)
            .Interface(options: o => o.Raw(0, 14, 0, 8).U64((ulong)offset))
            .Enhanced(0, 1_000, []);

        Readings.Of(capture).Packets[0].Time.ShouldBe(expected);
    }

    [Fact]
    public void Pcapng_ObsoleteAndSimplePackets_AreGivenOut()
    {
        var capture = CaptureBytes.Pcapng()
            .Interface(1, snapLength: 3)
            .Simple([1, 2, 3], original: 9)
            .Obsolete(0, 5_000_000, [4, 5])
            .Simple([6, 7]);

        Readings.Of(capture).Packets.Select(p => (p.Time, p.Original, p.Data)).ShouldBe([(0, 9u, "010203"), (5_000_000_000, 2u, "0405"), (5_000_000_000, 2u, "0607")]);
    }

    [Fact]
    public void Pcapng_OtherBlocks_AreSkipped()
    {
        var big = new byte[100_000];
        var capture = CaptureBytes.Pcapng()
            .Block(4, b => b.Raw(big))
            .Interface()
            .Block(5, b => b.U32(0).U64(0))
            .Block(0xBAD, b => b.U32(32473).Raw(1, 2, 3, 4))
            .Enhanced(0, 1, [9])
            .Block(0x80001234, b => b);

        var readings = Readings.Of(new MemoryStream(capture.ToArray()), bufferSize: 64);

        readings.Packets.ShouldHaveSingleItem().Data.ShouldBe("09");
        readings.Outcome.End.ShouldBe(CaptureEnd.Complete);
    }

    [Fact]
    public void Pcapng_DataOffset_PointsAtTheBytes()
    {
        var bytes = CaptureBytes.Pcapng().Interface().Enhanced(0, 1, [0xaa, 0xbb]).Simple([0xcc]).Obsolete(0, 1, [0xdd]).ToArray();

        foreach (var packet in Readings.Of(bytes).Packets)
            Convert.ToHexString(bytes.AsSpan((int)packet.Offset, packet.Data.Length / 2)).ShouldBe(packet.Data);
    }

    [Fact]
    public void Pcapng_LongInterfaceName_IsCut() =>
        Readings.Of(CaptureBytes.Pcapng().Interface(options: o => o.Name(new string('x', 5000))).Enhanced(0, 1, [])).Packets[0].Name!.Length.ShouldBe(128);
}
