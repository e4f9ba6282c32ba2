using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Delivery;

/// <summary>A new file written front to back through large buffers. Blocking; throws <see cref="IOException"/> when the disk refuses, maybe some calls later.</summary>
internal sealed class SegmentFile : IDisposable
{
    /// <summary>The most bytes that can be reserved at once.</summary>
    public const int Capacity = WriteBuffer.Size - DirectIo.Block;

    private readonly SafeFileHandle _handle;
    private WriteBuffer? _buffer;
    private WriteBehind? _behind;
    private int _buffered;
    private long _written;

    /// <summary>
    /// Creates the file; it must not exist. Until disposed it is locked: not against readers, but so that others can see
    /// that a writer lives.
    /// </summary>
    public SegmentFile(string path)
    {
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        _buffer = WriteBuffer.Rent();
    }

    /// <summary>The file's length, what is still buffered included.</summary>
    public long Length => _written + _buffered;

    private WriteBuffer Buffer => _buffer ?? throw new ObjectDisposedException(nameof(SegmentFile));

    /// <summary>Room for so many bytes, at most <see cref="Capacity"/>, at the file's end.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (WriteBuffer.Size - _buffered < bytes)
            MakeRoom();
        return Buffer.Bytes.Slice(_buffered, bytes);
    }

    /// <summary>So many of the bytes reserved are the file's now.</summary>
    public void Advance(int bytes) => _buffered += bytes;

    /// <summary>Appends bytes of any number.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = Math.Min(bytes.Length, Capacity);
            bytes[..part].CopyTo(Reserve(part));
            _buffered += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Everything is on disk when it returns. Nothing may be appended afterwards.</summary>
    public void Sync()
    {
        _behind?.Finish();
        RandomAccess.Write(_handle, Buffer.Bytes[.._buffered], _written);
        _written += _buffered;
        _buffered = 0;
        RandomAccess.FlushToDisk(_handle);
    }

    /// <summary>Closes the file and loses what is still buffered.</summary>
    public void Dispose()
    {
        _behind?.Dispose();
        _handle.Dispose();
        if (_buffer is { } buffer)
            WriteBuffer.Return(buffer);
        _buffer = null;
    }

    /// <summary>Has the whole blocks written; what is left begins the next buffer.</summary>
    private void MakeRoom()
    {
        var full = Buffer;
        var whole = _buffered - (_buffered % DirectIo.Block);
        _behind ??= new WriteBehind(_handle);
        var next = _behind.Exchange(full, whole, _written);
        full.Bytes[whole.._buffered].CopyTo(next.Bytes);
        _buffer = next;
        _written += whole;
        _buffered -= whole;
    }
}
