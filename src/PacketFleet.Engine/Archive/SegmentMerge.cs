using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Archive;

/// <summary>
/// Merges segments by time. A segment is looked into, and a chunk loaded, only when no packet before its earliest is left;
/// what is in memory is what overlaps in time.
/// </summary>
internal sealed class SegmentMerge : IDisposable
{
    private readonly IReadOnlyList<MergeInput> _inputs;
    private readonly PriorityQueue<SegmentChunk, MergeKey> _waiting = new();
    private readonly PriorityQueue<LoadedChunk, MergeKey> _loaded = new();
    private readonly SegmentIndex?[] _indexes;
    private readonly int[] _unread;

    public SegmentMerge(IReadOnlyList<MergeInput> inputs)
    {
        _inputs = inputs;
        _indexes = new SegmentIndex?[inputs.Count];
        _unread = new int[inputs.Count];
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Segment.Record.Packets > 0)
                _waiting.Enqueue(default, new MergeKey(inputs[i].First, inputs[i].Region, i, -1));
        }
    }

    /// <summary>Writes every packet, in order.</summary>
    public async Task WriteAsync(CaptureOutput output, CancellationToken cancellation)
    {
        while (true)
        {
            while (MayHoldTheNext(out var waiting, out var place))
                await LoadAsync(waiting, place, cancellation);
            if (!_loaded.TryDequeue(out var chunk, out var key))
                return;

            var interfaces = _inputs[key.Segment].Interfaces;
            var limit = Limit();
            var more = true;
            while (more && key.CompareTo(limit) < 0)
            {
                if (!output.TryWrite(chunk.Block, interfaces))
                    await output.FlushAsync(chunk.Block.Length, cancellation);
                else if (more = chunk.MoveNext())
                    key = key with { Time = chunk.Time };
            }

            if (more)
                _loaded.Enqueue(chunk, key);
            else
                chunk.Dispose();
        }
    }

    public void Dispose()
    {
        while (_loaded.TryDequeue(out var chunk, out _))
            chunk.Dispose();
        foreach (var input in _inputs)
            input.Segment.Close();
    }

    /// <summary>Whether a segment or chunk that waits may hold a packet before all those loaded; takes it out.</summary>
    private bool MayHoldTheNext(out SegmentChunk chunk, out MergeKey key)
    {
        if (!_waiting.TryPeek(out chunk, out key) || (_loaded.TryPeek(out _, out var head) && key.CompareTo(head) > 0))
            return false;
        _waiting.Dequeue();
        return true;
    }

    private async Task LoadAsync(SegmentChunk chunk, MergeKey key, CancellationToken cancellation)
    {
        var segment = _inputs[key.Segment].Segment;
        if (key.Chunk < 0)
        {
            var index = _indexes[key.Segment] = await segment.IndexAsync(cancellation);
            _unread[key.Segment] = index.Chunks.Count;
            for (var i = 0; i < index.Chunks.Count; i++)
                _waiting.Enqueue(index.Chunks[i], new MergeKey(index.Chunks[i].First, key.Region, key.Segment, i));
            return;
        }

        var loaded = await segment.LoadAsync(chunk, _indexes[key.Segment]!, cancellation);
        _loaded.Enqueue(loaded, key with { Time = loaded.Time });
        if (--_unread[key.Segment] == 0)
        {
            _indexes[key.Segment] = null;
            segment.Close();
        }
    }

    private MergeKey Limit()
    {
        var limit = _loaded.TryPeek(out _, out var head) ? head : MergeKey.End;
        return _waiting.TryPeek(out _, out var waiting) && waiting.CompareTo(limit) < 0 ? waiting : limit;
    }
}
