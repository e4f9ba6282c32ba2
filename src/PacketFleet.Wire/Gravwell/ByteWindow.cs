namespace PacketFleet.Wire.Gravwell;

/// <summary>Bytes that have arrived and are not consumed. Grows with what arrives, never with what is only claimed.</summary>
internal sealed class ByteWindow(int size)
{
    // Above this size arrays are pinned for good: sockets then read into them without pinning each time.
    private const int PinnedFrom = 64 * 1024;

    private byte[] _bytes = Allocate(size);
    private int _start;
    private int _end;

    /// <summary>What has arrived and is not consumed; valid until the next <see cref="GetSpan"/>.</summary>
    public ReadOnlySpan<byte> Available => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Room for at least so many bytes, and for at least a quarter of the window.</summary>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var wanted = Math.Max(sizeHint, _bytes.Length / 4);
        if (_start == _end)
            _start = _end = 0;
        if (_bytes.Length - _end >= wanted)
            return _bytes.AsSpan(_end);

        var kept = _end - _start;
        var target = kept + wanted <= _bytes.Length ? _bytes : Allocate(checked((int)Math.Min(Math.Max(2L * _bytes.Length, (long)kept + wanted), Array.MaxLength)));
        _bytes.AsSpan(_start, kept).CopyTo(target);
        (_bytes, _start, _end) = (target, 0, kept);
        return _bytes.AsSpan(_end);
    }

    /// <summary>Bytes were written to the span given out last.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _end);
        _end += count;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>Consumes bytes that have arrived.</summary>
    public void Take(int count) => _start += count;

    private static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: size >= PinnedFrom);
}
