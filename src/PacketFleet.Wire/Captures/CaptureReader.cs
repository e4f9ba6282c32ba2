namespace PacketFleet.Wire.Captures;

/// <summary>
/// Reads a capture as a stream: classic pcap (both byte orders, µs and ns) or pcapng. Blocking; allocates nothing per packet;
/// survives any fragmentation of its input; checks every length before it allocates; a packet that did not arrive whole is never given out.
/// </summary>
public abstract class CaptureReader : IPacketSource
{
    /// <summary>How the reading ended, or that it has not.</summary>
    public abstract CaptureOutcome Outcome { get; }

    /// <summary>Packets given out so far.</summary>
    public abstract long Packets { get; }

    /// <summary>Bytes of the stream consumed up to the end of the packet given out last.</summary>
    public abstract long Position { get; }

    /// <inheritdoc/>
    public abstract bool TryRead(out PacketRecord packet);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the buffer and, unless asked otherwise, the stream back.</summary>
    protected abstract void Dispose(bool disposing);
}
