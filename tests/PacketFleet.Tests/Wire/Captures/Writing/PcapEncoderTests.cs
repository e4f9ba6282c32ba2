using PacketFleet.Tests.Engine.Delivery;
using PacketFleet.Wire;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Tests.Wire.Captures.Writing;

public sealed class PcapEncoderTests
{
    [Fact]
    public void WriteFileHeader_Ethernet_IsTheNanosecondMagicAndVersion24()
    {
        var header = new byte[24];
        Array.Fill(header, (byte)0xEE);

        PcapEncoder.WriteFileHeader(header, LinkTypes.Ethernet).ShouldBe(24);

        Convert.ToHexString(header).ShouldBe("4D3CB2A1020004000000000000000000" + "00000400" + "01000000");
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1_795_521_600_123_456_789, 1_795_521_600, 123_456_789)]
    [InlineData(4_294_967_295_999_999_999, 4_294_967_295, 999_999_999)]
    [InlineData(4_294_967_296_000_000_000, 4_294_967_295, 999_999_999)]
    [InlineData(long.MaxValue, 4_294_967_295, 999_999_999)]
    [InlineData(-1, 0, 0)]
    [InlineData(long.MinValue, 0, 0)]
    public void WritePacketHeader_AnyTime_IsTheNearestThatCanBeTold(long time, uint seconds, uint nanoseconds)
    {
        var header = new byte[16];
        PcapEncoder.WritePacketHeader(header, time, 5, 6);

        (BitConverter.ToUInt32(header, 0), BitConverter.ToUInt32(header, 4), BitConverter.ToInt32(header, 8), BitConverter.ToUInt32(header, 12))
            .ShouldBe((seconds, nanoseconds, 5, 6u));
    }

    [Fact]
    public void WritePacket_Some_ReadBack()
    {
        var random = new Random(3);
        var packets = Enumerable.Range(0, 100).Select(i => Packet.Random(random, (i * 1_000_000_001L) + 7, linkType: 101)).ToArray();
        var file = new byte[100_000];
        var at = PcapEncoder.WriteFileHeader(file, 101);
        foreach (var packet in packets)
            at += PcapEncoder.WritePacket(file.AsSpan(at), packet.Record);

        PlainCapture.Read(file[..at]).Packets.ShouldBe(packets);
    }
}
