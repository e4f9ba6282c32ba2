using System.Buffers.Binary;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>The file header of a classic pcap, 24 bytes.</summary>
/// <param name="BigEndian">Byte order of every number in it.</param>
/// <param name="Unit">Nanoseconds that a unit of a time's fraction stands for: 1,000 or 1.</param>
/// <param name="SnapLength">Most bytes kept of a packet.</param>
/// <param name="LinkType">What its frames start with.</param>
internal readonly record struct PcapHeader(bool BigEndian, uint Unit, uint SnapLength, int LinkType)
{
    private const int Length = 24;
    private const uint Micro = 0xa1b2c3d4;
    private const uint Nano = 0xa1b23c4d;
    private const uint Modified = 0xa1b2cd34;

    // The upper six bits tell of frame check sequences.
    private const uint LinkTypeMask = 0x03ffffff;

    /// <summary>Reads it; false with the input's outcome set. Four bytes have arrived.</summary>
    public static bool TryRead(CaptureInput input, out PcapHeader header)
    {
        header = default;
        var start = input.Available[..4];
        var bigEndian = BinaryPrimitives.ReadUInt32BigEndian(start) is Micro or Nano or Modified;
        var magic = Read32(start, bigEndian);
        if (magic is not (Micro or Nano))
            return input.Foreign(CaptureMagic.Describe(start, isModified: magic == Modified));

        if (!input.Need(Length))
            return input.Ended("inside its file header", edge: false);

        var bytes = input.Available[..Length];
        var major = Read16(bytes[4..], bigEndian);
        var minor = Read16(bytes[6..], bigEndian);
        if (major != 2 || minor < 4)
            return input.Foreign(CaptureInput.Text($"is pcap of version {major}.{minor}, which is not read here (2.4 is)"));

        header = new PcapHeader(
            bigEndian,
            magic == Nano ? 1u : 1_000u,
            Read32(bytes[16..], bigEndian),
            (int)(Read32(bytes[20..], bigEndian) & LinkTypeMask));
        input.Take(Length);
        return true;
    }

    private static uint Read32(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private static ushort Read16(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);
}
