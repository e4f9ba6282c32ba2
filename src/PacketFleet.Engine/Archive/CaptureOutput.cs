using System.Buffers;

namespace PacketFleet.Engine.Archive;

/// <summary>Writes a capture to a stream, asynchronously and in large pieces.</summary>
internal abstract class CaptureOutput(Stream destination) : IDisposable
{
    private const int Piece = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Piece);
    private int _buffered;

    /// <summary>Appends a packet. False where the buffer is too full for it: flush and try again.</summary>
    /// <param name="block">Its packet block in a segment.</param>
    /// <param name="interfaces">For each interface of that segment, the output's.</param>
    public bool TryWrite(ReadOnlySpan<byte> block, int[] interfaces)
    {
        var written = Encode(block, interfaces, _buffer.AsSpan(_buffered));
        _buffered += written;
        return written > 0;
    }

    /// <summary>Sends what is buffered, and makes room for so many bytes.</summary>
    public async ValueTask FlushAsync(int room, CancellationToken cancellation)
    {
        if (_buffered > 0)
            await destination.WriteAsync(_buffer.AsMemory(0, _buffered), cancellation);
        _buffered = 0;
        if (_buffer.Length >= room)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _buffer = ArrayPool<byte>.Shared.Rent(room);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Encodes a packet and returns its length; 0 where there is no room for it.</summary>
    protected abstract int Encode(ReadOnlySpan<byte> block, int[] interfaces, Span<byte> room);

    /// <summary>Room for so many bytes of a header, at the beginning of the capture.</summary>
    protected async ValueTask<Memory<byte>> ReserveAsync(int bytes, CancellationToken cancellation)
    {
        if (_buffer.Length - _buffered < bytes)
            await FlushAsync(bytes, cancellation);
        return _buffer.AsMemory(_buffered);
    }

    /// <summary>So many of the bytes reserved are the capture's now.</summary>
    protected void Advance(int bytes) => _buffered += bytes;
}
