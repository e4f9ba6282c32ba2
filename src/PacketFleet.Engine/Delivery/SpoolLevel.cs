namespace PacketFleet.Engine.Delivery;

/// <summary>How full the spool is, over all fetches. Safe for concurrent calls.</summary>
/// <param name="most">Most bytes; 0 = no limit.</param>
public sealed class SpoolLevel(long most)
{
    private readonly Lock _gate = new();
    private long _used;

    /// <summary>Most bytes; 0 = no limit.</summary>
    public long Most => most;

    /// <summary>Bytes in it, those promised to segments being written included.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
                return _used;
        }
    }

    /// <summary>Takes room for a segment; false where there is none.</summary>
    public bool TryTake(long bytes)
    {
        lock (_gate)
        {
            if (most > 0 && _used + bytes > most && _used > 0)
                return false;
            _used += bytes;
            return true;
        }
    }

    /// <summary>More, or less, is in it than was thought.</summary>
    public void Add(long bytes)
    {
        lock (_gate)
            _used = Math.Max(0, _used + bytes);
    }
}
