using System.Buffers.Binary;
using PacketFleet.TestKit.Packets;

namespace PacketFleet.TestKit.Stenographers;

/// <summary>A block of the kernel's TPACKET_V3 capture ring, as it goes to disk.</summary>
internal sealed class RingBlock
{
    private const long Second = 1_000_000_000;
    private const int Size = 1 << 20;
    private const int HeaderSize = 48;
    private const int FrameOffset = 82;

    private readonly byte[] _bytes = new byte[Size];
    private int _end = HeaderSize;
    private int _last;
    private int _count;
    private uint _sequence = 1;

    /// <summary>Adds a packet and tells where it lies in the block; false when it does not fit any more.</summary>
    public bool TryAdd(TestPacket packet, out int position)
    {
        position = _end;
        var size = (FrameOffset + packet.Data.Length + 15) & ~15;
        if (_end + size > Size)
            return false;

        var at = _bytes.AsSpan(_end, size);
        Time(at[4..], packet.Time);
        Put(at[12..], (uint)packet.Data.Length);
        Put(at[16..], packet.OriginalLength);
        Put(at[20..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(at[24..], FrameOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(at[26..], FrameOffset + 14);
        packet.Data.CopyTo(at[FrameOffset..]);

        if (_count == 0)
            Time(_bytes.AsSpan(32), packet.Time);
        else
            Put(_bytes.AsSpan(_last), (uint)(_end - _last));

        Time(_bytes.AsSpan(40), packet.Time);
        _last = _end;
        _end += size;
        _count++;
        return true;
    }

    /// <summary>Writes the block at its full size, unless it is empty; what is not used of it takes no room on the disk.</summary>
    public void WriteTo(Stream file)
    {
        if (_count == 0)
            return;

        Put(_bytes, 1);
        Put(_bytes.AsSpan(8), 1);
        Put(_bytes.AsSpan(12), (uint)_count);
        Put(_bytes.AsSpan(16), HeaderSize);
        Put(_bytes.AsSpan(20), (uint)_end);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(24), _sequence++);
        var end = file.Position + Size;
        file.Write(_bytes.AsSpan(0, _end));
        file.SetLength(end);
        file.Position = end;
    }

    /// <summary>Empties it for the next packets.</summary>
    public void Clear()
    {
        Array.Clear(_bytes);
        _end = HeaderSize;
        _count = 0;
    }

    private static void Time(Span<byte> at, long nanoseconds)
    {
        Put(at, (uint)(nanoseconds / Second));
        Put(at[4..], (uint)(nanoseconds % Second));
    }

    private static void Put(Span<byte> at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(at, value);
}
