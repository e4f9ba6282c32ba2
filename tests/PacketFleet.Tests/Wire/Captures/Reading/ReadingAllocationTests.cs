using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Wire.Captures.Reading;

public sealed class ReadingAllocationTests
{
    private const int Packets = 200_000;

    public static TheoryData<string> Kinds => [.. Captures().Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reader_ManyPackets_AllocatesNothingPerPacket(string kind)
    {
        var stream = new MemoryStream(Captures()[kind]);
        using var reader = CaptureReader.Open(stream);
        for (var i = 0; i < 100; i++)
            reader.TryRead(out _).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.TryRead(out _))
        {
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        reader.Packets.ShouldBe(Packets);
        reader.Outcome.End.ShouldBe(CaptureEnd.Complete);
        allocated.ShouldBeLessThan(32 * 1024, "the runtime counts in steps of 8 KiB");
    }

    private static Dictionary<string, byte[]> Captures()
    {
        var data = new byte[75];
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["pcap"] = Repeat(CaptureBytes.Pcap(), new CaptureBytes().Record(1, 2, data)),
            ["pcapng"] = Repeat(CaptureBytes.Pcapng(bigEndian: true).Interface(), new CaptureBytes(bigEndian: true).Enhanced(0, 5, data)),
        };
    }

    private static byte[] Repeat(CaptureBytes head, CaptureBytes packet)
    {
        var one = packet.ToArray();
        var bytes = new byte[head.Length + (Packets * one.Length)];
        head.ToArray().CopyTo(bytes, 0);
        for (var i = 0; i < Packets; i++)
            one.CopyTo(bytes, head.Length + (i * one.Length));
        return bytes;
    }
}
