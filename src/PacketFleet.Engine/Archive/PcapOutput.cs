using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Engine.Archive;

/// <summary>A capture as classic pcap with nanoseconds: one link type, interfaces are lost.</summary>
internal sealed class PcapOutput(Stream destination) : CaptureOutput(destination)
{
    /// <summary>Writes the file's header.</summary>
    public async ValueTask WriteHeaderAsync(int linkType, CancellationToken cancellation)
    {
        var room = await ReserveAsync(PcapEncoder.FileHeaderLength, cancellation);
        Advance(PcapEncoder.WriteFileHeader(room.Span, linkType));
    }

    protected override int Encode(ReadOnlySpan<byte> block, int[] interfaces, Span<byte> room)
    {
        var data = PacketBlock.Data(block);
        if (room.Length - data.Length < PcapEncoder.PacketHeaderLength)
            return 0;
        var header = PcapEncoder.WritePacketHeader(room, PacketBlock.Time(block), data.Length, PacketBlock.OriginalLength(block));
        data.CopyTo(room[header..]);
        return header + data.Length;
    }
}
