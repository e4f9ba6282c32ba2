using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PacketFleet.Wire.Captures.Reading;

/// <summary>
/// The bytes of a stream as one window that moves forward, and how the reading stands. What is left of a record is carried
/// to the front before the next read, so that the same few cache lines are used again and again.
/// </summary>
internal sealed partial class CaptureInput : IDisposable
{
    // Above this size arrays are pinned for good: sockets and files then read into them without pinning each time.
    private const int PinnedFrom = 64 * 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly string? _subject;
    private byte[] _bytes;
    private int _start;
    private int _end;
    private long _origin;
    private Exception? _error;
    private bool _disposed;

    public CaptureInput(Stream stream, bool leaveOpen, int size, string? subject)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _subject = subject;
        _bytes = Allocate(size);
    }

    /// <summary>What has arrived and is not consumed.</summary>
    public ReadOnlySpan<byte> Available
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _start), _end - _start);
    }

    /// <summary>Bytes consumed.</summary>
    public long Position => _origin + _start;

    /// <summary>Bytes that have arrived.</summary>
    public long Received => _origin + _end;

    public long Packets { get; private set; }

    public long DataOffset { get; private set; }

    /// <summary>Consumes a record that is a packet, whose captured bytes begin so many bytes into it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakePacket(int length, int dataStart)
    {
        DataOffset = _origin + _start + dataStart;
        _start += length;
        Packets++;
    }

    /// <summary>Consumes bytes that have arrived.</summary>
    public void Take(int length) => _start += length;

    /// <summary>Consumes bytes without keeping them; false when the stream ends before.</summary>
    public bool TrySkip(long length)
    {
        while (length > _end - _start)
        {
            length -= _end - _start;
            _start = _end;
            if (!Need(1))
                return false;
        }

        _start += (int)length;
        return true;
    }

    /// <summary>Waits until so many bytes are available; false when the stream ends before. The count was checked against <see cref="CaptureLimits"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Need(int count)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(CaptureReader));
        if (_error is not null || Outcome.End != CaptureEnd.Reading)
            return false;

        while (_end - _start < count)
        {
            MakeRoom(count);
            var read = ReadSome();
            if (read <= 0)
                return false;
            _end += read;
        }

        return true;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _origin += _start;
        _start = _end = 0;
        _bytes = [];
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private void MakeRoom(int count)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _origin += _start;
            _end -= _start;
            _start = 0;
        }

        if (_end < _bytes.Length)
            return;

        // Doubles as bytes arrive: a length that is only claimed costs nothing.
        var larger = Allocate((int)Math.Min(2L * _bytes.Length, BitOperations.RoundUpToPowerOf2((uint)count)));
        _bytes.AsSpan(0, _end).CopyTo(larger);
        _bytes = larger;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a stream throws is an outcome, not a bug of this side.")]
    private int ReadSome()
    {
        try
        {
            return _stream.Read(_bytes.AsSpan(_end));
        }
        catch (Exception e)
        {
            _error = e;
            return 0;
        }
    }

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: size >= PinnedFrom);
}
