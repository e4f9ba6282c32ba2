using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The times of the packets that a log in memory holds, in blocks: what of them Gravwell never confirmed is gone with the log, and the
/// gap has to say which time that covers. Packets are added by one thread; safe to be read by another.
/// </summary>
internal sealed class AppendedTimes
{
    /// <summary>Packets of a block: the window told is at most so many packets too long.</summary>
    public const int BlockPackets = 64;

    private readonly Lock _gate = new();
    private readonly Queue<Block> _blocks = [];
    private Block _open;

    /// <summary>A packet.</summary>
    /// <param name="end">Packets of the log with it.</param>
    /// <param name="time">Its time in nanoseconds since 1970.</param>
    /// <returns>A block is full: a good moment to <see cref="Forget"/>.</returns>
    public bool Add(long end, long time)
    {
        lock (_gate)
        {
            _open = _open.Count == 0 ? new(end, 1, time, time) : new(end, _open.Count + 1, Math.Min(_open.First, time), Math.Max(_open.Last, time));
            if (_open.Count < BlockPackets)
                return false;
            _blocks.Enqueue(_open);
            _open = default;
            return true;
        }
    }

    /// <summary>Forgets the packets up to this place in the log.</summary>
    public void Forget(long settled)
    {
        lock (_gate)
        {
            while (_blocks.TryPeek(out var block) && block.End <= settled)
                _blocks.Dequeue();
        }
    }

    /// <summary>The time that the packets behind this place in the log cover; null where there are none.</summary>
    public TimeWindow? Behind(long settled)
    {
        lock (_gate)
        {
            var (first, last) = (long.MaxValue, long.MinValue);
            foreach (var block in _blocks.Append(_open))
            {
                if (block.Count > 0 && block.End > settled)
                    (first, last) = (Math.Min(first, block.First), Math.Max(last, block.Last));
            }

            return first > last ? null : new(new PacketTime(first), new PacketTime(last == long.MaxValue ? last : last + 1));
        }
    }

    private readonly record struct Block(long End, int Count, long First, long Last);
}
