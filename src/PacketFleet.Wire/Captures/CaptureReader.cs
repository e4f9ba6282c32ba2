using PacketFleet.Wire.Captures.Reading;

namespace PacketFleet.Wire.Captures;

/// <summary>
/// Reads a capture as a stream: classic pcap (both byte orders, µs and ns) or pcapng. Blocking; allocates nothing per packet;
/// survives any fragmentation of its input; checks every length before it allocates; a packet that did not arrive whole is never given out.
/// </summary>
/// <remarks>
/// To be used, and disposed, by one thread at a time. To end a read that blocks, close the stream under it: the reading then ends
/// with <see cref="CaptureEnd.StreamFailed"/>.
/// A pcapng Simple Packet carries no time: it is given the time of the packet before it in the stream, 0 where there is none.
/// </remarks>
public abstract class CaptureReader : IPacketSource
{
    /// <summary>Bytes read from a stream at once unless asked otherwise: 256 KiB.</summary>
    public const int DefaultBufferSize = 256 * 1024;

    /// <summary>How the reading ended, or that it has not.</summary>
    public abstract CaptureOutcome Outcome { get; }

    /// <summary>Packets given out so far.</summary>
    public abstract long Packets { get; }

    /// <summary>Bytes of the stream consumed up to the end of the packet given out last.</summary>
    public abstract long Position { get; }

    /// <summary>Where in the stream the captured bytes of the packet given out last begin, from 0; 0 before the first packet.</summary>
    public abstract long DataOffset { get; }

    /// <summary>
    /// The interface of the packet given out last; before the first packet the first one declared; null while nothing is known.
    /// A classic pcap has one, without a name.
    /// </summary>
    public abstract CaptureInterface? Interface { get; }

    /// <summary>Prepares to read a capture. Nothing is read, so nothing blocks, before the first <see cref="TryRead"/>.</summary>
    /// <param name="stream">Where it comes from; read by blocking <see cref="Stream.Read(Span{byte})"/> only.</param>
    /// <param name="leaveOpen">Disposing leaves the stream open.</param>
    /// <param name="bufferSize">Bytes asked of the stream at once, at least 64; the buffer grows only for a record that needs more.</param>
    /// <param name="subject">Put before the outcome's clause to make it a sentence ("file a.pcap"); null leaves the clause alone.</param>
    public static CaptureReader Open(Stream stream, bool leaveOpen = false, int bufferSize = DefaultBufferSize, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 64);
        return new StreamCaptureReader(new CaptureInput(stream, leaveOpen, bufferSize, subject));
    }

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
