using System.Buffers;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Archive;

/// <summary>A chunk in memory, given out packet by packet in order of time, equal times as stored. Holds at least one packet.</summary>
internal sealed class LoadedChunk : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int[] _offsets;
    private readonly int _packets;
    private int _current;

    /// <summary>Takes the bytes over, unless it throws: <see cref="IOException"/> where they are not the chunk's.</summary>
    public LoadedChunk(ArchivedSegment segment, SegmentChunk chunk, int interfaces, byte[] bytes)
    {
        _bytes = bytes;
        _packets = chunk.Packets;
        _offsets = ArrayPool<int>.Shared.Rent(Math.Min(chunk.Packets, chunk.Length / 32));
        try
        {
            Find(segment, chunk, interfaces);
        }
        catch
        {
            ArrayPool<int>.Shared.Return(_offsets);
            throw;
        }
    }

    /// <summary>The packet block that is next.</summary>
    public ReadOnlySpan<byte> Block
    {
        get
        {
            var rest = _bytes.AsSpan(_offsets[_current]);
            return rest[..PacketBlock.Length(rest)];
        }
    }

    /// <summary>Its time.</summary>
    public long Time => PacketBlock.Time(_bytes.AsSpan(_offsets[_current]));

    /// <summary>Goes on; false when that was the last.</summary>
    public bool MoveNext() => ++_current < _packets;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<int>.Shared.Return(_offsets);
    }

    private void Find(ArchivedSegment segment, SegmentChunk chunk, int interfaces)
    {
        var (offset, found, sorted, previous) = (0, 0, true, long.MinValue);
        while (offset < chunk.Length)
        {
            var block = _bytes.AsSpan(offset, chunk.Length - offset);
            if (found == _packets || !PacketBlock.IsSound(block, interfaces))
                throw segment.Damaged(chunk.Offset + offset, "no packet stands there");
            var time = PacketBlock.Time(block);
            sorted &= time >= previous;
            previous = time;
            _offsets[found++] = offset;
            offset += PacketBlock.Length(block);
        }

        if (found != _packets)
            throw segment.Damaged(chunk.Offset, $"{found} packets stand there instead of {_packets}");
        if (!sorted)
            _offsets.AsSpan(0, found).Sort(Compare);
        if (Time < chunk.First)
            throw segment.Damaged(chunk.Offset, "an earlier packet stands there than its index says");
    }

    private int Compare(int left, int right)
    {
        var order = PacketBlock.Time(_bytes.AsSpan(left)).CompareTo(PacketBlock.Time(_bytes.AsSpan(right)));
        return order != 0 ? order : left.CompareTo(right);
    }
}
