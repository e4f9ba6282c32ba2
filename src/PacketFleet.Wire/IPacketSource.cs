namespace PacketFleet.Wire;

/// <summary>Packets one after the other, read by blocking calls on one thread.</summary>
public interface IPacketSource : IDisposable
{
    /// <summary>
    /// The next packet, whole. False at the end, for good or bad: the source's outcome says which.
    /// Never throws for what it reads; the packet is valid until the next call.
    /// </summary>
    bool TryRead(out PacketRecord packet);
}
