using System.Numerics;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>
/// What was sent on one connection and not confirmed, by send id. Ids rise by one from 1; confirmations may come in any order. Not
/// safe for concurrent calls; allocates nothing once made.
/// </summary>
internal sealed class SentWindow
{
    /// <summary>Most bytes unconfirmed: 8 MiB; a single larger entry goes alone.</summary>
    public const int MostBytes = 8 << 20;

    // A power of two above the most entries unconfirmed, so that no two of them share a place.
    private const int Places = 4096;
    private const int PlaceMask = Places - 1;

    private readonly ulong[] _unconfirmed = new ulong[Places / 64];
    private readonly Sent[] _runs = new Sent[Places];
    private int _firstRun;
    private int _runCount;
    private ulong _oldest = 1;

    /// <summary>The send id of the next entry.</summary>
    public ulong Next { get; private set; } = 1;

    /// <summary>Entries unconfirmed.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes unconfirmed, as encoded.</summary>
    public long Bytes { get; private set; }

    /// <summary>Entries that may be sent now, by their number alone: a late confirmation keeps the places of all entries after it.</summary>
    public int Room => IngestLimits.Unconfirmed - (int)(Next - _oldest);

    /// <summary>Whether so many bytes more may be sent.</summary>
    public bool HasBytes(long bytes) => Count == 0 || Bytes + bytes <= MostBytes;

    /// <summary>A run is about to be sent, at most <see cref="Room"/> entries, the first with id <see cref="Next"/>.</summary>
    public void Add(EntrySlice slice)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slice.Count, Room);
        var first = Next;
        for (var id = first; id < first + (ulong)slice.Count; id++)
            _unconfirmed[Word(id)] |= Bit(id);
        _runs[(_firstRun + _runCount++) & PlaceMask] = new Sent(slice, first);
        Next += (ulong)slice.Count;
        Count += slice.Count;
        Bytes += slice.Length;
    }

    /// <summary>Takes confirmations, adding the runs they make up. Ids that were never sent or are confirmed already are ignored.</summary>
    public void Confirm(ReadOnlySpan<ulong> ids, List<ConfirmedRun> confirmed)
    {
        var run = default(Sent);
        int from = 0, to = 0;
        foreach (var id in ids)
        {
            // Below the oldest this wraps to a large number.
            if (id - _oldest >= Next - _oldest || (_unconfirmed[Word(id)] & Bit(id)) == 0)
                continue;
            _unconfirmed[Word(id)] &= ~Bit(id);
            if (!run.Has(id) || (run.EntryOf(id) != to && run.EntryOf(id) != from - 1))
            {
                Close(run, from, to, confirmed);
                run = run.Has(id) ? run : _runs[Find(id)];
                from = to = run.EntryOf(id);
            }

            if (run.EntryOf(id) == to)
                to++;
            else
                from--;
        }

        Close(run, from, to, confirmed);
        Forget();
    }

    /// <summary>Takes out everything that is not confirmed, latest first, in runs.</summary>
    public void TakeAll(List<EntrySlice> broken)
    {
        for (; _runCount > 0; _runCount--)
        {
            ref var run = ref _runs[(_firstRun + _runCount - 1) & PlaceMask];
            var to = run.Slice.To;
            for (var entry = run.Slice.To - 1; entry >= run.Slice.From - 1; entry--)
            {
                if (entry >= run.Slice.From && IsUnconfirmed(run.IdOf(entry)))
                    continue;
                if (to > entry + 1)
                    broken.Add(new EntrySlice(run.Slice.Batch, entry + 1, to));
                to = entry;
            }

            run = default;
        }

        Array.Clear(_unconfirmed);
        _oldest = Next;
        (Count, Bytes) = (0, 0);
    }

    private void Close(in Sent run, int from, int to, List<ConfirmedRun> confirmed)
    {
        if (from == to)
            return;
        var batch = run.Slice.Batch;
        Count -= to - from;
        Bytes -= batch.OffsetOf(to) - batch.OffsetOf(from);
        confirmed.Add(new ConfirmedRun(batch, from, to, batch.DataBytes(from, to)));
    }

    /// <summary>Moves the oldest id over everything confirmed, and lets go of the runs before it.</summary>
    private void Forget()
    {
        while (_oldest < Next)
        {
            var rest = _unconfirmed[Word(_oldest)] >> (int)(_oldest & 63);
            if (rest != 0)
            {
                _oldest += (ulong)BitOperations.TrailingZeroCount(rest);
                break;
            }

            _oldest += 64 - (_oldest & 63);
        }

        _oldest = Math.Min(_oldest, Next);
        while (_runCount > 0 && _runs[_firstRun].End <= _oldest)
        {
            _runs[_firstRun] = default;
            _firstRun = (_firstRun + 1) & PlaceMask;
            _runCount--;
        }
    }

    /// <summary>The place of the run that holds an id: the last that begins at or before it.</summary>
    private int Find(ulong id)
    {
        int low = 0, high = _runCount - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[(_firstRun + middle) & PlaceMask].First <= id)
                low = middle;
            else
                high = middle - 1;
        }

        return (_firstRun + low) & PlaceMask;
    }

    // The oldest run may begin so far below the oldest id that its first entries share places with the latest.
    private bool IsUnconfirmed(ulong id) => id >= _oldest && (_unconfirmed[Word(id)] & Bit(id)) != 0;

    private static int Word(ulong id) => (int)(id & PlaceMask) >> 6;

    private static ulong Bit(ulong id) => 1UL << (int)(id & 63);

    /// <summary>A run and the send id of its first entry; the default holds no id.</summary>
    private readonly record struct Sent(EntrySlice Slice, ulong First)
    {
        public ulong End => First + (ulong)Slice.Count;

        public bool Has(ulong id) => id >= First && id < End;

        public int EntryOf(ulong id) => Slice.From + (int)(id - First);

        public ulong IdOf(int entry) => First + (ulong)(entry - Slice.From);
    }
}
