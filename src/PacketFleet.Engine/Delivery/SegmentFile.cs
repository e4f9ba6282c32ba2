using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace PacketFleet.Engine.Delivery;

/// <summary>A new file written front to back through one large buffer. Blocking; throws <see cref="IOException"/> when the disk refuses.</summary>
internal sealed class SegmentFile : IDisposable
{
    /// <summary>The most bytes that can be reserved at once.</summary>
    public const int Capacity = 512 << 10;

    private readonly SafeFileHandle _handle;
    private readonly PageCache _cache;
    private byte[] _buffer;
    private int _buffered;
    private long _written;

    /// <summary>
    /// Creates the file; it must not exist. Until disposed it is locked: not against readers, but so that others can see
    /// that a writer lives.
    /// </summary>
    public SegmentFile(string path)
    {
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        _cache = new PageCache(_handle);
        _buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    }

    /// <summary>The file's length, what is still buffered included.</summary>
    public long Length => _written + _buffered;

    /// <summary>Room for so many bytes, at most <see cref="Capacity"/>, at the file's end.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (Capacity - _buffered < bytes)
            Flush();
        return _buffer.AsSpan(_buffered, bytes);
    }

    /// <summary>So many of the bytes reserved are the file's now.</summary>
    public void Advance(int bytes) => _buffered += bytes;

    /// <summary>Appends bytes of any number.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Capacity)
        {
            bytes.CopyTo(Reserve(bytes.Length));
            _buffered += bytes.Length;
            return;
        }

        Flush();
        Put(bytes);
    }

    /// <summary>Everything is on disk when it returns.</summary>
    public void Sync()
    {
        Flush();
        RandomAccess.FlushToDisk(_handle);
    }

    /// <summary>Closes the file and loses what is still buffered.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        if (_buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Flush()
    {
        if (_buffered == 0)
            return;
        Put(_buffer.AsSpan(0, _buffered));
        _buffered = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, _written);
        _written += bytes.Length;
        _cache.Written(_written);
    }
}
