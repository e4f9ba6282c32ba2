namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>What this ingester tells Gravwell of itself, over all its indexers. Safe for concurrent calls.</summary>
/// <param name="startedAt">When the program began.</param>
/// <param name="cacheState">The mode of the cache, as ingesters of Gravwell name it; empty where there is none.</param>
internal sealed class IngesterCounters(DateTimeOffset startedAt, string cacheState = "")
{
    private long _entries;
    private long _bytes;
    private long _cacheBytes;

    /// <summary>When the program began.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Entries acknowledged.</summary>
    public long Entries => Interlocked.Read(ref _entries);

    /// <summary>Captured bytes of their packets.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The mode of the cache, as ingesters of Gravwell name it; empty where there is none.</summary>
    public string CacheState => cacheState;

    /// <summary>Bytes in the cache.</summary>
    public long CacheBytes
    {
        get => Interlocked.Read(ref _cacheBytes);
        set => Interlocked.Exchange(ref _cacheBytes, value);
    }

    /// <summary>Some entries were acknowledged.</summary>
    public void Add(int entries, long bytes)
    {
        Interlocked.Add(ref _entries, entries);
        Interlocked.Add(ref _bytes, bytes);
    }
}
