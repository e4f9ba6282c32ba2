using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class TruncatedReadingTests
{
    public static TheoryData<string> Kinds => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Capture_CutAtEveryByte_KeepsExactlyTheWholePackets(string kind)
    {
        var bytes = Samples.All[kind];
        var whole = Readings.Of(bytes).Packets;
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var readings = Readings.Of(new ChoppyStream(bytes[..cut], () => 97), bufferSize: 128);

            readings.Packets.SequenceEqual(whole.Take(readings.Packets.Count)).ShouldBeTrue();
            whole.Count(p => p.Offset + (p.Data.Length / 2) <= cut - 8).ShouldBeLessThanOrEqualTo(readings.Packets.Count);
            readings.Packets.All(p => p.Offset + (p.Data.Length / 2) <= cut).ShouldBeTrue();
            readings.Outcome.End.ShouldBeOneOf(CaptureEnd.Complete, CaptureEnd.Truncated);
            readings.Outcome.Offset.ShouldBe(cut);
            readings.Outcome.Packet.ShouldBe(readings.Packets.Count + (readings.Outcome.End == CaptureEnd.Complete ? 0 : 1));
        }
    }

    [Fact]
    public void Pcap_CutInsidePacket_SaysWhichAndWhere()
    {
        var bytes = CaptureBytes.Pcap().Record(1, 1, new byte[1500]).Record(1, 2, new byte[50]).ToArray();

        var outcome = Readings.Of(bytes[..^7]).Outcome;

        outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Truncated, 2, 1599, "ends in the middle of packet 2, at byte 1,599"));
    }

    [Fact]
    public void Pcapng_CutInsidePacketOrBlock_SaysWhich()
    {
        var bytes = CaptureBytes.Pcapng().Interface().Enhanced(0, 1, [1, 2, 3, 4]).Enhanced(0, 1, [5]).ToArray();

        Readings.Of(bytes[..^1]).Outcome.Reason.ShouldBe("ends in the middle of packet 2, at byte 119");
        Readings.Of(bytes[..30]).Outcome.Reason.ShouldBe("ends inside a block before its first packet, at byte 30");
    }

    [Fact]
    public void Stream_Empty_IsTruncatedAtZero() =>
        Readings.Of(new MemoryStream(), subject: "file a.pcap").Outcome.ShouldBe(new CaptureOutcome(CaptureEnd.Truncated, 1, 0, "file a.pcap is empty"));

    [Fact]
    public void Stream_CutInsideFileHeader_SaysSo() =>
        Readings.Of(CaptureBytes.Pcap().ToArray()[..13]).Outcome.Reason.ShouldBe("ends inside its file header, at byte 13");

    [Fact]
    public void Stream_ThrowsInsidePacket_IsFailedWithTheError()
    {
        var error = new IOException("Connection reset by peer.");
        var bytes = CaptureBytes.Pcap().Record(1, 1, [1, 2, 3]).Record(1, 2, [1, 2, 3]).ToArray();

        var readings = Readings.Of(new ChoppyStream(bytes[..^1], () => 10, error));

        readings.Packets.Count.ShouldBe(1);
        readings.Outcome.ShouldBe(new CaptureOutcome(
            CaptureEnd.StreamFailed, 2, bytes.Length - 1, "broke off in the middle of packet 2, at byte 61: Connection reset by peer", error));
    }

    [Fact]
    public void Stream_ThrowsBetweenPackets_IsNotComplete()
    {
        var bytes = CaptureBytes.Pcap().Record(1, 1, [1, 2, 3]).ToArray();

        var outcome = Readings.Of(new ChoppyStream(bytes, () => 10, new OperationCanceledException())).Outcome;

        outcome.End.ShouldBe(CaptureEnd.StreamFailed);
        outcome.Error.ShouldBeOfType<OperationCanceledException>();
        outcome.Reason.ShouldStartWith("broke off after packet 1, at byte 43: ");
    }
}
