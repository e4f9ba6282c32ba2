using PacketFleet.Wire.Gravwell.Compression;

namespace PacketFleet.Wire.Gravwell;

/// <summary>
/// The bytes of one direction of a connection: takes them in pieces of any size, keeps what is not read yet, undoes the compression.
/// Never throws for what arrives; what cannot be is a <see cref="Fault"/>, after which nothing more is read.
/// </summary>
/// <remarks>To be used by one thread at a time. Read all messages there are before more bytes are added, or they pile up.</remarks>
public abstract class IngestDecoder
{
    /// <summary>Bytes of the buffer unless asked otherwise: 64 KiB.</summary>
    public const int DefaultBufferSize = 64 * 1024;

    private readonly ByteWindow _bytes;
    private ByteWindow? _compressed;
    private SnappyFrameDecoder? _snappy;

    private protected IngestDecoder(string sender, int bufferSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 64);
        Sender = sender;
        _bytes = new(bufferSize);
    }

    /// <summary>What is wrong with what arrived, in one sentence; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Bytes that have arrived and are not read, decompressed or not. More than 0 at the end of a connection: it was cut inside a message.</summary>
    public int Unread => _bytes.Available.Length + (_compressed?.Available.Length ?? 0) + (_snappy is { InChunk: true } ? 1 : 0);

    private protected string Sender { get; }

    private protected ReadOnlySpan<byte> Available => _bytes.Available;

    /// <summary>Room to receive into, straight from a socket; call <see cref="Advance"/> with what was received.</summary>
    /// <param name="sizeHint">At least so many bytes.</param>
    public Span<byte> GetSpan(int sizeHint = 0) => (_compressed ?? _bytes).GetSpan(sizeHint);

    /// <summary>So many bytes were received into the span given out last.</summary>
    public void Advance(int count) => (_compressed ?? _bytes).Advance(count);

    /// <summary>Adds bytes received elsewhere.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => (_compressed ?? _bytes).Add(bytes);

    /// <summary>From the next byte on this direction is a Snappy stream; call it right after the configuration that says so was read.</summary>
    public void StartSnappy()
    {
        if (_compressed is not null)
            throw new InvalidOperationException("The stream is compressed already.");
        _compressed = new(DefaultBufferSize);
        _compressed.Add(_bytes.Available);
        _bytes.Take(_bytes.Available.Length);
        _snappy = new(Sender);
    }

    private protected void Take(int count) => _bytes.Take(count);

    /// <summary>Ends the reading; returns false.</summary>
    private protected bool Fail(string fault)
    {
        Fault ??= fault;
        return false;
    }

    /// <summary>Decompresses one more chunk of what has arrived; false when there is none.</summary>
    private protected bool TryMore()
    {
        if (Fault is not null || _snappy is null)
            return false;
        var produced = _snappy.TryDecode(_compressed!, _bytes);
        Fault = _snappy.Fault;
        return produced && Fault is null;
    }

    private protected string Unknown(uint command) =>
        $"{Sender} sent 0x{command:X8}, which is no command of the ingest protocol: check that the address is one of Gravwell's ingest ports.";

    private protected string TooLong(string what, long length, long limit) =>
        $"{Sender} sent {what} of {length:N0} bytes, more than the {limit:N0} allowed: check that the address is one of Gravwell's ingest ports.";

    private protected string Unreadable(string what) =>
        $"{Sender} sent {what} that is not the JSON it should be: check that both sides speak the ingest protocol.";
}
