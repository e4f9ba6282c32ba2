using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class PcapReadingTests
{
    [Theory]
    [InlineData(false, CaptureBytes.Micro, 1_700_000_001_000_002_000)]
    [InlineData(true, CaptureBytes.Micro, 1_700_000_001_000_002_000)]
    [InlineData(false, CaptureBytes.Nano, 1_700_000_001_000_000_002)]
    [InlineData(true, CaptureBytes.Nano, 1_700_000_001_000_000_002)]
    public void Pcap_EachMagic_GivesItsPackets(bool bigEndian, uint magic, long time)
    {
        var readings = Readings.Of(CaptureBytes.Pcap(bigEndian, magic, linkType: 113).Record(1_700_000_001, 2, [1, 2, 3], original: 900));

        readings.Packets.ShouldBe([new ReadPacket(time, 113, 900, "010203", 40, 0, null)]);
        readings.Outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Complete, 1, 43, null));
    }

    [Fact]
    public void Pcap_SecondsAfter2038_AreUnsigned()
    {
        var packet = Readings.Of(CaptureBytes.Pcap().Record(uint.MaxValue, 999_999, [])).Packets.ShouldHaveSingleItem();

        packet.Time.ShouldBe((uint.MaxValue * 1_000_000_000L) + 999_999_000);
    }

    [Fact]
    public void Pcap_OriginalLengthBelowCaptured_IsKept()
    {
        Readings.Of(CaptureBytes.Pcap().Record(1, 0, [1, 2, 3, 4], original: 2)).Packets[0].ShouldSatisfyAllConditions(
            p => p.Original.ShouldBe(2u),
            p => p.Data.ShouldBe("01020304"));
    }

    [Fact]
    public void Pcap_HeaderOnly_IsCompleteAndTellsItsInterface()
    {
        using var reader = CaptureReader.Open(new MemoryStream(CaptureBytes.Pcap(snapLength: 1234, linkType: 276).ToArray()));
        reader.Interface.ShouldBeNull();

        reader.TryRead(out _).ShouldBeFalse();

        reader.Outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Complete, 0, 24, null));
        reader.Interface.ShouldBe(new CaptureInterface(0, null, 276, 1234));
    }

    [Fact]
    public void Pcap_ChecksumBitsInLinkType_AreLeftOut() =>
        Readings.Of(CaptureBytes.Pcap(linkType: 0x2400_0001).Record(1, 1, [1])).Packets[0].LinkType.ShouldBe(1);

    [Fact]
    public void Reader_BeforeFirstRead_ReadsNothing()
    {
        using var stream = new ChoppyStream([], () => throw new InvalidOperationException("was read"));
        using var reader = CaptureReader.Open(stream);

        reader.Outcome.End.ShouldBe(CaptureEnd.Reading);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_LeaveOpen_DecidesOnTheStream(bool leaveOpen)
    {
        using var stream = new ChoppyStream(CaptureBytes.Pcap().ToArray(), () => 5);
        var reader = CaptureReader.Open(stream, leaveOpen);
        reader.TryRead(out _).ShouldBeFalse();

        reader.Dispose();

        stream.IsDisposed.ShouldBe(!leaveOpen);
        Should.Throw<ObjectDisposedException>(() => reader.TryRead(out _));
    }
}
