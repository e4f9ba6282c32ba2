namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// Hands out batches, bounded: what waits for Gravwell in memory is at most so many over all fetches. Each fetch may have one beyond
/// the bound, so that a crowd of slow ones never blocks another for good.
/// </summary>
internal sealed class EntryBatchPool(int most)
{
    private const int MostIdle = 32;

    private readonly Stack<EntryBatch> _idle = [];
    private readonly object _gate = new();
    private int _lent;

    /// <summary>Batches lent.</summary>
    public int Lent
    {
        get
        {
            lock (_gate)
                return _lent;
        }
    }

    /// <summary>A batch, or null where all are lent.</summary>
    /// <param name="beyond">One even then.</param>
    public EntryBatch? TryRent(bool beyond)
    {
        lock (_gate)
        {
            if (_lent >= most && !beyond)
                return null;
            _lent++;
            return _idle.TryPop(out var batch) ? batch : new EntryBatch();
        }
    }

    /// <summary>Waits until one may be free.</summary>
    public void Wait(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_lent >= most)
                Monitor.Wait(_gate, patience);
        }
    }

    /// <summary>Takes a batch back that nobody reads any more.</summary>
    public void Return(EntryBatch batch)
    {
        batch.End();
        lock (_gate)
        {
            if (_idle.Count < MostIdle)
                _idle.Push(batch);
            Freed(1);
        }
    }

    /// <summary>So many batches will not come back: someone may still be reading them.</summary>
    public void Abandon(int batches)
    {
        lock (_gate)
            Freed(batches);
    }

    private void Freed(int batches)
    {
        _lent -= batches;
        Monitor.PulseAll(_gate);
    }
}
