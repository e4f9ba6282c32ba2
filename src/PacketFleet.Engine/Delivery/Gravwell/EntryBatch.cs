using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// Entries of one fetch, encoded but for what belongs to a connection (the tag's number, the send id, and the source where it is
/// our own address). One thread appends; what it has appended may meanwhile be sent by others, in runs, each run by one connection at
/// a time. Pooled; allocates nothing per packet.
/// </summary>
internal sealed class EntryBatch
{
    /// <summary>Bytes of entries; a single larger one gets a buffer of its own.</summary>
    public const int Capacity = 512 << 10;

    /// <summary>Most entries: a quarter of what may be unconfirmed on a connection.</summary>
    public const int MostEntries = 1024;

    private readonly int[] _offsets = new int[MostEntries + 1];
    private readonly ulong[] _hashes = new ulong[MostEntries];
    private readonly int[] _refused = new int[MostEntries];
    private readonly ulong[] _confirmed = new ulong[MostEntries / 64];
    private readonly byte[] _standard = GC.AllocateUninitializedArray<byte>(Capacity, pinned: true);
    private byte[] _bytes = [];
    private int _count;
    private int _overhead;

    /// <summary>Whose entries they are; null in the pool.</summary>
    public IEntryOwner Owner { get; private set; } = null!;

    /// <summary>The place of entry 0 in its owner's log.</summary>
    public long First { get; private set; }

    /// <summary>Entries that may be read and sent.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Makes it a new, empty batch.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="first">The place of its first entry in the owner's log.</param>
    /// <param name="overhead">Bytes of an entry that are not the packet's: the same for all.</param>
    public void Begin(IEntryOwner owner, long first, int overhead)
    {
        (Owner, First, _overhead, _bytes) = (owner, first, overhead, _standard);
        Array.Clear(_confirmed);
        Volatile.Write(ref _count, 0);
    }

    /// <summary>Lets go of its owner and of a buffer that was for one large entry.</summary>
    public void End() => (Owner, _bytes) = (null!, _standard);

    /// <summary>Appends a packet; false when it is full.</summary>
    /// <param name="encoder">The owner's.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="time">The entry's time, nanoseconds since 1970.</param>
    /// <param name="hash">The hash over the owner's log up to and with this packet.</param>
    /// <param name="refused">Packets of the owner's log since <see cref="First"/> that are in no entry.</param>
    public bool TryAdd(EntryEncoder encoder, in PacketRecord packet, long time, ulong hash, int refused)
    {
        var count = _count;
        if (count == MostEntries)
            return false;
        var offset = _offsets[count];
        var length = encoder.Length(packet.Data.Length);
        if (length > _bytes.Length - offset)
        {
            if (count > 0)
                return false;
            _bytes = GC.AllocateUninitializedArray<byte>(length);
        }

        encoder.Write(_bytes.AsSpan(offset), 0, time, packet.OriginalLength, packet.Data);
        _hashes[count] = hash;
        _refused[count] = refused;
        _offsets[count + 1] = offset + length;
        Volatile.Write(ref _count, count + 1);
        return true;
    }

    /// <summary>Where an entry begins; that of <see cref="Count"/> is where the last one ends.</summary>
    public int OffsetOf(int entry) => _offsets[entry];

    /// <summary>The hash over the owner's log up to and with an entry.</summary>
    public ulong HashOf(int entry) => _hashes[entry];

    /// <summary>Packets of the owner's log from <see cref="First"/> to an entry that are in no entry.</summary>
    public int RefusedBefore(int entry) => _refused[entry];

    /// <summary>Captured bytes of the packets of a run.</summary>
    public long DataBytes(int from, int to) => _offsets[to] - _offsets[from] - ((long)(to - from) * _overhead);

    /// <summary>The bytes of a run.</summary>
    public Span<byte> Bytes(int from, int to) => _bytes.AsSpan(_offsets[from], _offsets[to] - _offsets[from]);

    /// <summary>Writes what belongs to a connection into the entries of a run, the first of which gets id <paramref name="firstId"/>.</summary>
    /// <param name="from">The first entry.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="tag">The tag's number on that connection.</param>
    /// <param name="source">Our own address on that connection, 16 bytes; empty to leave the source as it is.</param>
    /// <param name="firstId">The send id of the first.</param>
    public void Stamp(int from, int to, ushort tag, ReadOnlySpan<byte> source, ulong firstId)
    {
        for (var entry = from; entry < to; entry++)
            EntryEncoder.Stamp(_bytes.AsSpan(_offsets[entry], EntryEncoder.HeadLength), tag, source, firstId + (ulong)(entry - from));
    }

    /// <summary>Marks a run as confirmed. For the owner, under its lock.</summary>
    public void Confirm(int from, int to)
    {
        for (var entry = from; entry < to; entry++)
            _confirmed[entry >> 6] |= 1UL << (entry & 63);
    }

    /// <summary>How many entries from this one on are confirmed without a hole. For the owner, under its lock.</summary>
    public int ConfirmedFrom(int entry)
    {
        var end = entry;
        while (end < _count && (_confirmed[end >> 6] & (1UL << (end & 63))) != 0)
        {
            if ((end & 63) == 0 && end + 64 <= _count && _confirmed[end >> 6] == ulong.MaxValue)
                end += 64;
            else
                end++;
        }

        return end - entry;
    }
}
