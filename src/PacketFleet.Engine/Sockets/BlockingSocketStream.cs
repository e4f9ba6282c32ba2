using System.Net.Sockets;

namespace PacketFleet.Engine.Sockets;

/// <summary>
/// A socket as a stream that only ever blocks, receiving 256 KiB at a time unless told otherwise. A socket used asynchronously even once is switched
/// to non-blocking for good and every later receive goes through the event loop, which costs half as much again; so the
/// asynchronous members here do the blocking call and return completed. Fails with <see cref="IOException"/> only.
/// </summary>
/// <param name="socket">The socket.</param>
/// <param name="receiveSize">Bytes to receive at a time.</param>
/// <param name="waitsOn">Asked when a receive has timed out: true = receive again; otherwise it fails.</param>
internal sealed class BlockingSocketStream(Socket socket, int receiveSize = BlockingSocketStream.UsualReceive, Func<bool>? waitsOn = null) : Stream
{
    private const int UsualReceive = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(receiveSize);
    private int _start;
    private int _end;

    /// <summary>The first byte that ever came; null before. TLS starts with a record type, anything else is not TLS.</summary>
    public byte? FirstByte { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;

        if (_start == _end)
        {
            _start = 0;
            _end = Receive(_buffer);
            if (_end == 0)
                return 0;

            FirstByte ??= _buffer[0];
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return new(Read(buffer.Span));
        }
        catch (IOException e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
                buffer = buffer[socket.Send(buffer)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            Write(buffer.Span);
            return default;
        }
        catch (IOException e)
        {
            return ValueTask.FromException(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int Receive(Span<byte> buffer)
    {
        try
        {
            while (true)
            {
                var received = socket.Receive(buffer, SocketFlags.None, out var error);
                if (error == SocketError.Success)
                    return received;
                if (error is not (SocketError.TimedOut or SocketError.WouldBlock) || waitsOn?.Invoke() != true)
                    throw new SocketException((int)error);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }
}
