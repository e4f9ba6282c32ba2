namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// Runs of entries that wait for a connection, oldest first. Whichever connection has room takes the next, so that entries spread
/// over those connected as fast as each is. Bounded by what its batches' pool holds.
/// </summary>
internal sealed class EntryQueue
{
    private const int MostSpare = 64;

    private readonly LinkedList<EntrySlice> _slices = [];
    private readonly Stack<LinkedListNode<EntrySlice>> _spare = new(MostSpare);
    private readonly object _gate = new();
    private long _entries;

    /// <summary>Entries that wait.</summary>
    public long Entries
    {
        get
        {
            lock (_gate)
                return _entries;
        }
    }

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => Entries == 0;

    /// <summary>Adds a run at the end.</summary>
    public void Add(EntrySlice slice) => Put(slice, last: true);

    /// <summary>Puts a run before all others: it was on its way already.</summary>
    public void AddFirst(EntrySlice slice) => Put(slice, last: false);

    /// <summary>The next run, waiting for one; false when none came, or after <see cref="Wake"/>.</summary>
    public bool TryTake(TimeSpan patience, out EntrySlice slice) => TryTake(patience, static () => false, out slice);

    /// <summary>The same for one who may lose interest meanwhile.</summary>
    /// <param name="patience">How long to wait for a run.</param>
    /// <param name="isOver">No use in waiting: whoever makes this true calls <see cref="Wake"/> after it.</param>
    /// <param name="slice">The run.</param>
    public bool TryTake(TimeSpan patience, Func<bool> isOver, out EntrySlice slice)
    {
        lock (_gate)
        {
            if (_slices.Count == 0 && patience > TimeSpan.Zero && !isOver())
                Monitor.Wait(_gate, patience);
            if (_slices.First is not { } first)
            {
                slice = default;
                return false;
            }

            slice = first.Value;
            _entries -= slice.Count;
            TakeOut(first);
            return true;
        }
    }

    /// <summary>Lets whoever waits look at the rest of its world.</summary>
    public void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Takes out what an owner has waiting: nobody wants it any more.</summary>
    public void Discard(IEntryOwner owner)
    {
        lock (_gate)
        {
            for (var node = _slices.First; node is not null;)
            {
                var next = node.Next;
                if (ReferenceEquals(node.Value.Batch.Owner, owner))
                {
                    _entries -= node.Value.Count;
                    TakeOut(node);
                }

                node = next;
            }
        }
    }

    private void Put(EntrySlice slice, bool last)
    {
        lock (_gate)
        {
            _entries += slice.Count;
            var node = _spare.TryPop(out var spare) ? spare : new LinkedListNode<EntrySlice>(default);
            node.Value = slice;
            if (last)
                _slices.AddLast(node);
            else
                _slices.AddFirst(node);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Its node is kept for the next run: several thousand come and go a second.</summary>
    private void TakeOut(LinkedListNode<EntrySlice> node)
    {
        _slices.Remove(node);
        node.Value = default;
        if (_spare.Count < MostSpare)
            _spare.Push(node);
    }
}
