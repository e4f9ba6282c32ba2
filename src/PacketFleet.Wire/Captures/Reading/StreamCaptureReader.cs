using System.Buffers.Binary;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>Finds out by the first bytes what a stream is, and has it read by the parser for that.</summary>
internal sealed class StreamCaptureReader(CaptureInput input) : CaptureReader
{
    private PcapParser? _pcap;
    private PcapngParser? _pcapng;

    public override CaptureOutcome Outcome => input.Outcome;

    public override long Packets => input.Packets;

    public override long Position => input.Position;

    public override long DataOffset => input.DataOffset;

    public override CaptureInterface? Interface => _pcap?.Interface ?? _pcapng?.Interface;

    public override bool TryRead(out PacketRecord packet)
    {
        // Damage ends the reading for good: what follows it in the buffer may look like packets.
        if (input.HasEnded)
        {
            packet = default;
            return false;
        }

        if (_pcap is { } pcap)
            return pcap.TryRead(out packet);
        if (_pcapng is { } pcapng)
            return pcapng.TryRead(out packet);
        return TryReadFirst(out packet);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
    }

    private bool TryReadFirst(out PacketRecord packet)
    {
        packet = default;
        if (!input.Need(sizeof(uint)))
            return input.Ended("inside its file header", edge: false);

        if (BinaryPrimitives.ReadUInt32LittleEndian(input.Available) == PcapngParser.SectionHeader)
        {
            _pcapng = new PcapngParser(input);
            return _pcapng.TryRead(out packet);
        }

        return PcapHeader.TryRead(input, out var header) && (_pcap = new PcapParser(input, header)).TryRead(out packet);
    }
}
