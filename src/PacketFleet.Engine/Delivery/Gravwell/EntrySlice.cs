namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>A run of a batch's entries on its way to an indexer: the unit of sending.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="From">Its first entry.</param>
/// <param name="To">One past its last.</param>
internal readonly record struct EntrySlice(EntryBatch Batch, int From, int To)
{
    /// <summary>How many entries.</summary>
    public int Count => To - From;

    /// <summary>How many bytes they are on the wire, uncompressed.</summary>
    public int Length => Batch.OffsetOf(To) - Batch.OffsetOf(From);
}
