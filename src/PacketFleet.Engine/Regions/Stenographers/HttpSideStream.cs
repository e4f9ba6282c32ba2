namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>
/// What the HTTP client gets to see of a TLS connection. A server that refuses our certificate under TLS 1.3 says so after the
/// handshake and closes: sending the request may then fail before the alert was read. So a failed write looks for what the
/// server said last and fails with that instead. Only a connection that is kept may be read from asynchronously.
/// </summary>
internal sealed class HttpSideStream(Stream tls, bool keep = false) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Something of an answer came.</summary>
    public bool Answered { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = tls.Read(buffer);
        Answered |= count > 0;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            tls.Write(buffer);
        }
        catch (IOException) when (!Answered)
        {
            _ = tls.ReadByte();
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A connection that is kept is read from before the next question is sent, to learn whether it still stands: that must
        // not block, and no thread of the pool may either.
        if (keep)
            return new(Task.Factory.StartNew(() => Read(buffer.Span), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        try
        {
            return new(Read(buffer.Span));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            Write(buffer.Span);
            return default;
        }
        catch (Exception e)
        {
            return ValueTask.FromException(e);
        }
    }

    public override void Flush() => tls.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            tls.Dispose();

        base.Dispose(disposing);
    }
}
