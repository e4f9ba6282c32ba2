namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>A stretch of a fetch's log on its way: the packets of a batch, and those among them that Gravwell cannot take.</summary>
internal sealed class Stretch(long first, EntryBatch? batch)
{
    /// <summary>The place of its first packet in the log.</summary>
    public long First => first;

    /// <summary>Its batch; null where all its packets are refused, or once all its entries are confirmed.</summary>
    public EntryBatch? Batch { get; private set; } = batch;

    /// <summary>How many entries, once nothing is appended any more.</summary>
    public int Entries { get; private set; }

    /// <summary>How many packets that are in no entry.</summary>
    public int Refused { get; private set; }

    /// <summary>Captured bytes of its entries' packets, once nothing is appended any more.</summary>
    public long Bytes { get; private set; }

    /// <summary>The running hash after its last packet, likewise.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Entries confirmed from its first on, without a hole.</summary>
    public int Leading { get; set; }

    /// <summary>Entries confirmed.</summary>
    public int Confirmed { get; set; }

    /// <summary>Nothing is appended any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Nothing is appended any more, and all is confirmed or refused.</summary>
    public bool IsSettled => IsClosed && Confirmed == Entries;

    /// <summary>The place behind its last packet, once nothing is appended any more.</summary>
    public long End => first + Entries + Refused;

    /// <summary>One more packet that Gravwell cannot take.</summary>
    public void Refuse(ulong hash)
    {
        Refused++;
        Hash = hash;
    }

    /// <summary>Nothing is appended any more.</summary>
    public void Close()
    {
        IsClosed = true;
        if (Batch is not { Count: > 0 and var count })
            return;
        Entries = count;
        Bytes = Batch.DataBytes(0, count);
        if (Batch.RefusedBefore(count - 1) == Refused)
            Hash = Batch.HashOf(count - 1);
    }

    /// <summary>Lets go of its batch.</summary>
    public EntryBatch TakeBatch()
    {
        var taken = Batch!;
        Batch = null;
        return taken;
    }
}
