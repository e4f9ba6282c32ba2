namespace PacketFleet.Tests.Wire.Captures.Reading;

/// <summary>Gives bytes in pieces of the sizes asked for, then ends or throws.</summary>
internal sealed class ChoppyStream(byte[] bytes, Func<int> nextSize, Exception? atEnd = null) : Stream
{
    private int _at;

    public bool IsDisposed { get; private set; }

    /// <summary>The largest room a read was ever given.</summary>
    public int LargestRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        LargestRead = Math.Max(LargestRead, buffer.Length);
        var count = Math.Min(Math.Min(nextSize(), buffer.Length), bytes.Length - _at);
        if (count == 0 && atEnd is not null)
            throw atEnd;
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
