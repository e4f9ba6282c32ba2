namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <content>When how much may be sent.</content>
internal sealed partial class IndexerConnection
{
    /// <summary>With fewer entries of room it is full, and stays so until there is room for a whole run: many small runs would cost more.</summary>
    private const int LeastRoom = 64;

    private readonly TokenBucket _rate;
    private long _wanted = EntryBatch.Capacity;
    private bool _isFull;
    private long _pausedAt;
    private TimeSpan _pause;

    private bool HasRoom => _window.Room >= (_isFull ? EntryBatch.MostEntries : LeastRoom) && _window.HasBytes(_wanted);

    /// <summary>True where it had to wait: look at everything anew then. Nothing taken is held meanwhile.</summary>
    private bool WaitForRoom()
    {
        TimeSpan pause;
        lock (_gate)
        {
            pause = UntilAllowed();
            _isFull = !HasRoom;
            if (!_isFull && pause == TimeSpan.Zero)
                return false;
        }

        ForceOnce();
        lock (_gate)
        {
            if (!_takesNothing() && (pause > TimeSpan.Zero || !HasRoom))
                Monitor.Wait(_gate, pause > TimeSpan.Zero && pause < Turn ? pause : Turn);
        }

        return true;
    }

    /// <summary>Makes a run fit, putting back what does not; false where all of it went back, too large for what else is unconfirmed.</summary>
    private bool TryFit(ref EntrySlice slice)
    {
        int room;
        lock (_gate)
            room = _window.Room;
        slice = Shorten(slice, room, _rate.IsLimited ? _rate.Burst : int.MaxValue);
        bool fits;
        lock (_gate)
            fits = _window.HasBytes(slice.Length);
        _wanted = Math.Max(EntryBatch.Capacity, fits ? 0 : slice.Length);
        if (!fits)
            _queue.AddFirst(slice);
        return fits;
    }

    /// <summary>Its first entries, at most so many and of so many bytes, but at least one; the others go back.</summary>
    private EntrySlice Shorten(EntrySlice slice, int entries, int bytes)
    {
        if (slice.Count <= entries && slice.Length <= bytes)
            return slice;
        var to = slice.From + 1;
        while (to < slice.To && to - slice.From < entries && slice.Batch.OffsetOf(to + 1) - slice.Batch.OffsetOf(slice.From) <= bytes)
            to++;
        if (to < slice.To)
            _queue.AddFirst(slice with { From = to });
        return slice with { To = to };
    }

    /// <summary>How long nothing may be sent, for the indexer's wish or the rate. Under the gate.</summary>
    private TimeSpan UntilAllowed()
    {
        var pause = _pause - _clock.GetElapsedTime(_pausedAt);
        var rate = _rate.Wait();
        return pause > rate ? pause : rate > TimeSpan.Zero ? rate : TimeSpan.Zero;
    }
}
