namespace PacketFleet.Engine.Delivery.Gravwell;

/// <summary>
/// Whose entries a batch holds: one fetch's delivery to Gravwell. Called by the connections' threads; every call is short. Runs are
/// half-open: entries <c>from</c> to <c>to - 1</c> of the batch.
/// </summary>
internal interface IEntryOwner
{
    /// <summary>The tag of its entries, by name: each connection has numbers of its own for it.</summary>
    string Tag { get; }

    /// <summary>Its entries carry a source override; otherwise they carry our own address on the connection they leave by.</summary>
    bool HasSource { get; }

    /// <summary>
    /// A run is about to leave: from here on the far side may have it. Said before the first byte is sent. False where nobody wants it
    /// any more: then it must not be sent.
    /// </summary>
    bool Sending(EntryBatch batch, int from, int to);

    /// <summary>A run was confirmed; each entry is told once for every time it was sent.</summary>
    void Confirmed(EntryBatch batch, int from, int to);

    /// <summary>A run was sent and not confirmed when its connection broke: it may have arrived. The owner has it sent again.</summary>
    void Broken(EntryBatch batch, int from, int to);
}
