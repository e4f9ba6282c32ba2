using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class HostileCaptureTests
{
    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "text", "<!doctype html>"u8.ToArray(), "begins with the bytes 3c21646f and is neither pcap nor pcapng" },
        { "gzip", [0x1f, 0x8b, 8, 0], "is compressed with gzip: unpack it first" },
        { "modified", CaptureBytes.Pcap(magic: 0xa1b2cd34).ToArray(), "is a 'modified' pcap (magic a1b2cd34), which is not read here: convert it with editcap" },
        { "version", CaptureBytes.Pcap(minor: 2).ToArray(), "is pcap of version 2.2, which is not read here (2.4 is)" },
        { "pcap length", CaptureBytes.Pcap().U32(1).U32(1).U32(uint.MaxValue).U32(1).ToArray(), "claims 4,294,967,295 bytes for packet 1 (at most 262,144 are believed), at byte 24" },
        { "pcap snaplen", CaptureBytes.Pcap(snapLength: uint.MaxValue).U32(1).U32(1).U32(16 * 1024 * 1024 + 1).U32(1).ToArray(), "claims 16,777,217 bytes for packet 1 (at most 16,777,216 are believed), at byte 24" },
        { "block length", CaptureBytes.Pcapng().U32(6).U32(uint.MaxValue).U32(0).ToArray(), "holds a block of impossible length 4,294,967,295 before its first packet, at byte 28" },
        { "block too large", CaptureBytes.Pcapng().U32(77).U32(uint.MaxValue - 3).U32(0).ToArray(), "claims 4,294,967,292 bytes for a block before its first packet (at most 16,777,216 are believed), at byte 28" },
        { "block length 0", CaptureBytes.Pcapng().U32(6).U32(0).U32(0).ToArray(), "holds a block of impossible length 0 before its first packet, at byte 28" },
        { "lengths differ", CaptureBytes.Pcapng().Interface().U32(6).U32(32).Raw(new byte[20]).U32(36).ToArray(), "holds a block whose two lengths differ before its first packet, at byte 48" },
        { "skipped lengths differ", CaptureBytes.Pcapng().U32(5).U32(16).U32(0).U32(36).ToArray(), "holds a block whose two lengths differ before its first packet, at byte 28" },
        { "no byte order", new CaptureBytes().U32(0x0a0d0d0a).U32(28).U32(1).ToArray(), "holds a section header without a byte order before its first packet, at byte 0" },
        { "section version", new CaptureBytes().Section(major: 2).ToArray(), "holds a section of pcapng version 2.0, which is not read here (1.0 is), before its first packet, at byte 0" },
        { "no interface", CaptureBytes.Pcapng().Interface().Enhanced(0, 1, [1]).Enhanced(1, 1, [1]).ToArray(), "names an interface (1) for packet 2 that it has not declared, at byte 84" },
        { "interface of a section before", CaptureBytes.Pcapng().Interface().Section().Enhanced(0, 1, [1]).ToArray(), "names an interface (0) for packet 1 that it has not declared, at byte 76" },
        { "simple without interface", CaptureBytes.Pcapng().Simple([1]).ToArray(), "names an interface (0) for packet 1 that it has not declared, at byte 28" },
        { "captured beyond block", CaptureBytes.Pcapng().Interface().Block(6, b => b.U32(0).U64(0).U32(5).U32(5).U32(0)).ToArray(), "claims 5 bytes for packet 1 in a block of 36, at byte 48" },
        { "short packet block", CaptureBytes.Pcapng().Interface().Block(6, b => b.U32(0)).ToArray(), "has a block of 16 bytes for packet 1, too short for one, at byte 48" },
        { "long option", CaptureBytes.Pcapng().Interface(options: o => o.U16(2).U16(9).U32(0)).ToArray(), "declares interface 0 with an option longer than its block before its first packet, at byte 28" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Capture_ThatCannotBe_IsRefusedWithAClause(string what, byte[] bytes, string reason)
    {
        var stream = new ChoppyStream(bytes, () => 1000);

        var outcome = Readings.Of(stream, bufferSize: 4096).Outcome;

        outcome.End.ShouldBe(CaptureEnd.Damaged, what);
        outcome.Reason.ShouldBe(reason, what);
        stream.LargestRead.ShouldBeLessThanOrEqualTo(4096, what);
    }

    [Fact]
    public void Pcap_LongPacketOnlyClaimed_AllocatesAsBytesArrive()
    {
        var bytes = CaptureBytes.Pcap(snapLength: 16 * 1024 * 1024).U32(1).U32(1).U32(16 * 1024 * 1024).U32(1).Raw(new byte[3000]).ToArray();
        var stream = new ChoppyStream(bytes, () => int.MaxValue);

        Readings.Of(stream, bufferSize: 1024).Outcome.End.ShouldBe(CaptureEnd.Truncated);

        stream.LargestRead.ShouldBeLessThan(10_000);
    }

    [Theory]
    [InlineData(256 * 1024, 65536)]
    [InlineData(1024 * 1024, 1024 * 1024)]
    public void Pcap_PacketLargerThanBuffer_IsGivenWhole(int length, int snapLength)
    {
        var data = CaptureBytes.Data(3, length);
        var capture = CaptureBytes.Pcap(snapLength: (uint)snapLength).Record(1, 1, data).Record(2, 2, [1]);

        var readings = Readings.Of(new MemoryStream(capture.ToArray()), bufferSize: 4096);

        readings.Packets.Select(p => p.Data).ShouldBe([Convert.ToHexString(data), "01"]);
    }

    [Fact]
    public void Pcapng_InterfacesWithoutEnd_AreRefused()
    {
        var declaration = new CaptureBytes().Interface().ToArray();
        byte[] bytes = [.. CaptureBytes.Pcapng().ToArray(), .. Enumerable.Repeat(declaration, 65_537).SelectMany(b => b)];

        Readings.Of(bytes).Outcome.Reason.ShouldStartWith("declares more than 65,536 interfaces");
    }
}
