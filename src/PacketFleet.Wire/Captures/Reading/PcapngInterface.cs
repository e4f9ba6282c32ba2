namespace PacketFleet.Wire.Captures.Reading;

/// <summary>An interface of a pcapng section, with what each of its packets needs close at hand.</summary>
internal sealed class PcapngInterface(CaptureInterface description, PcapngClock clock)
{
    public CaptureInterface Description { get; } = description;

    public PcapngClock Clock { get; } = clock;

    public int LinkType { get; } = description.LinkType;

    public uint SnapLength { get; } = description.SnapLength;
}
