namespace PacketFleet.Tests.Wire.Captures.Reading;

/// <summary>Small sound captures of every kind, with packets of many lengths.</summary>
internal static class Samples
{
    public static readonly IReadOnlyDictionary<string, byte[]> All = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["pcap"] = Pcap(bigEndian: false, CaptureBytes.Micro),
        ["pcap big-endian"] = Pcap(bigEndian: true, CaptureBytes.Micro),
        ["pcap nanoseconds"] = Pcap(bigEndian: false, CaptureBytes.Nano),
        ["pcapng"] = Pcapng(bigEndian: false),
        ["pcapng big-endian"] = Pcapng(bigEndian: true),
        ["pcapng both"] = [.. Pcapng(bigEndian: false), .. Pcapng(bigEndian: true)],
    };

    private static byte[] Pcap(bool bigEndian, uint magic)
    {
        var bytes = CaptureBytes.Pcap(bigEndian, magic);
        for (var i = 0; i < 25; i++)
            bytes.Record(1_700_000_000 + (uint)i, (uint)i, CaptureBytes.Data(i, i * i % 211));
        return bytes.ToArray();
    }

    private static byte[] Pcapng(bool bigEndian)
    {
        var bytes = CaptureBytes.Pcapng(bigEndian)
            .Interface(1, 0, o => o.Name("first"))
            .Block(4, b => b.Raw(CaptureBytes.Data(1, 120)))
            .Interface(113, 200, o => o.Option(9, 9));
        for (var i = 0; i < 12; i++)
        {
            bytes.Enhanced((uint)i % 2, 1_700_000_000_000_000 + (ulong)i, CaptureBytes.Data(i, i * i % 211));
            if (i % 4 == 1)
                bytes.Simple(CaptureBytes.Data(i, i)).Obsolete(1, (ulong)i, CaptureBytes.Data(i, 3 * i)).Block(0xBAD, b => b.U32(1));
        }

        return bytes.ToArray();
    }
}
