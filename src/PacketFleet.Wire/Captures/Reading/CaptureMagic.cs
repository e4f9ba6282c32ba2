namespace PacketFleet.Wire.Captures.Reading;

/// <summary>Says what a stream is that is no capture, by its first four bytes.</summary>
internal static class CaptureMagic
{
    public static string Describe(ReadOnlySpan<byte> start, bool isModified) => start switch
    {
        _ when isModified => "is a 'modified' pcap (magic a1b2cd34), which is not read here: convert it with editcap",
        [0x1f, 0x8b, ..] => "is compressed with gzip: unpack it first",
        [0x28, 0xb5, 0x2f, 0xfd] => "is compressed with zstd: unpack it first",
        [0xfd, (byte)'7', (byte)'z', (byte)'X'] => "is compressed with xz: unpack it first",
        [0x04, 0x22, 0x4d, 0x18] => "is compressed with lz4: unpack it first",
        [(byte)'s', (byte)'n', (byte)'o', (byte)'o'] => "is a snoop capture, which is not read here: convert it with editcap",
        _ => $"begins with the bytes {Convert.ToHexStringLower(start)} and is neither pcap nor pcapng",
    };
}
