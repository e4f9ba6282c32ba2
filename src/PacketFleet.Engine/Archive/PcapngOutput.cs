using System.Buffers.Binary;
using PacketFleet.Wire.Captures.Writing;

namespace PacketFleet.Engine.Archive;

/// <summary>A capture as pcapng: packet blocks go through as they stand, with the interface's number changed.</summary>
internal sealed class PcapngOutput(Stream destination) : CaptureOutput(destination)
{
    private const string Application = "PacketFleet.Web";

    /// <summary>Writes the section header.</summary>
    public async ValueTask WriteSectionAsync(string comment, CancellationToken cancellation)
    {
        var room = await ReserveAsync(PcapngEncoder.SectionLength(comment, Application), cancellation);
        Advance(PcapngEncoder.WriteSection(room.Span, comment, Application));
    }

    /// <summary>Writes the next interface.</summary>
    public async ValueTask WriteInterfaceAsync(int linkType, string? name, CancellationToken cancellation)
    {
        var room = await ReserveAsync(PcapngEncoder.InterfaceLength(name, null), cancellation);
        Advance(PcapngEncoder.WriteInterface(room.Span, linkType, name));
    }

    protected override int Encode(ReadOnlySpan<byte> block, int[] interfaces, Span<byte> room)
    {
        if (!block.TryCopyTo(room))
            return 0;
        BinaryPrimitives.WriteInt32LittleEndian(room[8..], interfaces[PacketBlock.Interface(block)]);
        return block.Length;
    }
}
