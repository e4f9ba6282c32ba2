using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>The packets of a pcapng: any number of sections, each with its byte order and its interfaces.</summary>
internal sealed partial class PcapngParser(CaptureInput input)
{
    /// <summary>Type of the block that begins a section; reads the same in both byte orders.</summary>
    public const uint SectionHeader = 0x0a0d0d0a;

    private const uint InterfaceDescription = 1;
    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;

    private const int BlockHeader = 8;
    private const int BlockTrailer = 4;
    private const int SmallestBlock = BlockHeader + BlockTrailer;
    private const int PacketHeader = 28;
    private const int SimplePacketHeader = 12;

    private bool _bigEndian;
    private long _lastTime;
    private PcapngInterface? _last;

    public CaptureInterface? Interface => (_last ?? (_count > 0 ? _interfaces[0] : null))?.Description;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out PacketRecord packet)
    {
        var block = input.Available;
        if (block.Length >= PacketHeader + BlockTrailer && Read32(block, 0) == EnhancedPacket)
        {
            var total = Read32(block, 4);
            if (total <= (uint)block.Length && IsSound(total) && TryTakePacket(block[..(int)total], Read32(block, 8), out packet))
                return true;
        }

        return TryReadAfterWaiting(out packet);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadAfterWaiting(out PacketRecord packet)
    {
        packet = default;
        while (input.Need(SmallestBlock))
        {
            var type = Read32(input.Available, 0);
            if (type == SectionHeader && !TryReadByteOrder())
                return false;

            var total = Read32(input.Available, 4);
            if (!IsSound(total))
                return input.Damaged(Text($"holds a block of impossible length {total:N0} {Place}"));
            if (total > CaptureLimits.Block)
                return input.Damaged(Text($"claims {total:N0} bytes for a block {Place} (at most {CaptureLimits.Block:N0} are believed)"));

            if (type is not (EnhancedPacket or ObsoletePacket or SimplePacket or InterfaceDescription or SectionHeader))
            {
                if (!TrySkipBlock(total))
                    return false;
                continue;
            }

            if (!input.Need((int)total))
                break;
            var block = input.Available[..(int)total];
            if (Read32(block, (int)total - BlockTrailer) != total)
                return input.Damaged(Text($"holds a block whose two lengths differ {Place}"));

            switch (type)
            {
                case EnhancedPacket:
                    return TryTakePacket(block, NumberOf(block, isShort: false), out packet) || RefusePacket(block, NumberOf(block, isShort: false));
                case ObsoletePacket:
                    return TryTakePacket(block, NumberOf(block, isShort: true), out packet) || RefusePacket(block, NumberOf(block, isShort: true));
                case SimplePacket:
                    return TryTakeSimplePacket(block, out packet);
                case InterfaceDescription when !TryAddInterface(block):
                case SectionHeader when !TryBeginSection(block):
                    return false;
            }

            input.Take(block.Length);
        }

        return Ended();
    }

    private bool TrySkipBlock(uint total)
    {
        var at = input.Position;
        if (!input.TrySkip(total - BlockTrailer) || !input.Need(BlockTrailer))
            return input.Ended(Text($"inside a block {Place}"), edge: false);
        if (Read32(input.Available, 0) != total)
            return input.Damaged(Text($"holds a block whose two lengths differ {Place}"), at);
        input.Take(BlockTrailer);
        return true;
    }

    private bool Ended()
    {
        var left = input.Available;
        var isPacket = left.Length >= sizeof(uint) && Read32(left, 0) is EnhancedPacket or ObsoletePacket or SimplePacket;
        return input.Ended(isPacket ? Text($"in the middle of packet {input.Packets + 1:N0}") : Text($"inside a block {Place}"), edge: true);
    }

    private string Place => input.Packets == 0 ? "before its first packet" : Text($"after packet {input.Packets:N0}");

    private static bool IsSound(uint total) => total >= SmallestBlock && total % 4 == 0;

    private static string Text(FormattableString text) => CaptureInput.Text(text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Read32(ReadOnlySpan<byte> bytes, int at)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private ushort Read16(ReadOnlySpan<byte> bytes, int at)
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        return _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
