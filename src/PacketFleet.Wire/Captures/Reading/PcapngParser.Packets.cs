using System.Runtime.CompilerServices;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>Packet blocks. Each method gets a whole block whose outer length is sound.</summary>
internal sealed partial class PcapngParser
{
    // An Enhanced Packet Block and the obsolete Packet Block have their times, lengths and bytes in the same places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTakePacket(ReadOnlySpan<byte> block, uint number, out PacketRecord packet)
    {
        if (block.Length >= PacketHeader + BlockTrailer && number < (uint)_count)
        {
            var captured = Read32(block, 20);
            if (captured <= (uint)(block.Length - PacketHeader - BlockTrailer) && Read32(block, block.Length - BlockTrailer) == (uint)block.Length)
            {
                _last = _interfaces[number];
                _lastTime = _last.Clock.ToNanoseconds(((ulong)Read32(block, 12) << 32) | Read32(block, 16));
                packet = new PacketRecord
                {
                    Time = _lastTime,
                    LinkType = _last.LinkType,
                    OriginalLength = Read32(block, 24),
                    Data = block.Slice(PacketHeader, (int)captured),
                };
                input.TakePacket(block.Length, PacketHeader);
                return true;
            }
        }

        packet = default;
        return false;
    }

    private bool TryTakeSimplePacket(ReadOnlySpan<byte> block, out PacketRecord packet)
    {
        packet = default;
        if (block.Length < SimplePacketHeader + BlockTrailer || _count == 0)
            return RefusePacket(block, 0);

        // It does not tell how much was captured: all of it, or as much as the first interface keeps, or what its block has room for.
        _last = _interfaces[0];
        var original = Read32(block, 8);
        var kept = _last.SnapLength == 0 ? original : Math.Min(original, _last.SnapLength);
        packet = new PacketRecord
        {
            Time = _lastTime,
            LinkType = _last.LinkType,
            OriginalLength = original,
            Data = block.Slice(SimplePacketHeader, (int)Math.Min(kept, (uint)(block.Length - SimplePacketHeader - BlockTrailer))),
        };
        input.TakePacket(block.Length, SimplePacketHeader);
        return true;
    }

    /// <summary>The interface a packet block names.</summary>
    private uint NumberOf(ReadOnlySpan<byte> block, bool isShort) =>
        block.Length < PacketHeader ? 0 : isShort ? Read16(block, 8) : Read32(block, 8);

    private bool RefusePacket(ReadOnlySpan<byte> block, uint number)
    {
        var packet = input.Packets + 1;
        if (number >= (uint)_count)
            return input.Damaged(Text($"names an interface ({number}) for packet {packet:N0} that it has not declared"));
        if (block.Length < PacketHeader + BlockTrailer)
            return input.Damaged(Text($"has a block of {block.Length} bytes for packet {packet:N0}, too short for one"));
        return input.Damaged(Text($"claims {Read32(block, 20):N0} bytes for packet {packet:N0} in a block of {block.Length:N0}"));
    }
}
