using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

/// <summary>A packet copied out of a reader.</summary>
internal sealed record ReadPacket(long Time, int LinkType, uint Original, string Data, long Offset, int Interface, string? Name);

/// <summary>All a reader gave, and how it ended.</summary>
internal sealed record Readings(IReadOnlyList<ReadPacket> Packets, CaptureOutcome Outcome)
{
    public static Readings Of(CaptureBytes capture) => Of(capture.ToArray());

    public static Readings Of(byte[] capture) => Of(new MemoryStream(capture));

    public static Readings Of(Stream stream, int bufferSize = CaptureReader.DefaultBufferSize, string? subject = null)
    {
        using var reader = CaptureReader.Open(stream, bufferSize: bufferSize, subject: subject);
        var packets = new List<ReadPacket>();
        while (reader.TryRead(out var packet))
        {
            packets.Add(new ReadPacket(packet.Time, packet.LinkType, packet.OriginalLength, Convert.ToHexString(packet.Data),
                reader.DataOffset, reader.Interface!.Number, reader.Interface.Name));
            reader.Packets.ShouldBe(packets.Count);
            reader.Outcome.End.ShouldBe(CaptureEnd.Reading);
        }

        var outcome = reader.Outcome;
        reader.TryRead(out _).ShouldBeFalse();
        reader.Outcome.ShouldBe(outcome);
        outcome.End.ShouldNotBe(CaptureEnd.Reading);
        (outcome.Reason is null).ShouldBe(outcome.End == CaptureEnd.Complete);
        return new Readings(packets, outcome);
    }
}
