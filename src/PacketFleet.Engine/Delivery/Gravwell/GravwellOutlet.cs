namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>What the deliveries of all fetches share: the queue to the indexers, the memory, the settings.</summary>
internal sealed class GravwellOutlet(GravwellSinkOptions options, TimeProvider clock)
{
    /// <summary>Most batches on the way over all fetches: 32 MiB.</summary>
    private const int MostBatches = 64;

    /// <summary>The same in bytes.</summary>
    public const long MostBytes = (long)MostBatches * EntryBatch.Capacity;

    private readonly Lock _gate = new();
    private readonly HashSet<GravwellCursor> _cursors = [];

    /// <summary>The settings.</summary>
    public GravwellSinkOptions Options => options;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What waits for a connection.</summary>
    public EntryQueue Queue { get; } = new();

    /// <summary>The memory for it.</summary>
    public EntryBatchPool Pool { get; } = new(MostBatches);

    /// <summary>What is wrong with the indexers, as a clause; null while one takes entries.</summary>
    public string? Trouble { get; set; }

    /// <summary>Deliveries begun and not closed.</summary>
    public IReadOnlyList<GravwellCursor> Cursors
    {
        get
        {
            lock (_gate)
                return [.. _cursors];
        }
    }

    /// <summary>A delivery begins.</summary>
    public void Add(GravwellCursor cursor)
    {
        lock (_gate)
            _cursors.Add(cursor);
    }

    /// <summary>A delivery is closed.</summary>
    public void Remove(GravwellCursor cursor)
    {
        lock (_gate)
            _cursors.Remove(cursor);
    }

    /// <summary>Sends what is encoded and waits for company only.</summary>
    public void FlushAll()
    {
        foreach (var cursor in Cursors)
            cursor.Flush();
    }
}
