using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>A file that is out of order, read here and there by its index.</summary>
internal sealed class IndexedSource : MergeSource
{
    private readonly CaptureFileHandle _handle;
    private readonly PacketIndex? _index;
    private readonly AskedSpan _span;
    private byte[] _bytes;
    private long _bytesAt;
    private int _bytesLength;
    private int _next;

    public IndexedSource(CaptureFile file, int order, AskedSpan span, bool keepOpen, int bufferSize, CancellationToken cancellation)
        : base(file, order)
    {
        _handle = new CaptureFileHandle(file, keepOpen);
        _bytes = new byte[bufferSize];
        _span = span;
        _index = file.Index(_handle, cancellation);
        _next = _index?.FirstAt(span.First) ?? 0;
    }

    public override bool TryRead(out PacketRecord packet)
    {
        packet = default;
        if (Fault is not null || _index is null)
            return false;
        if (_next >= _index.Places.Length)
        {
            Fault = _index.Fault;
            return false;
        }

        ref readonly var place = ref _index.Places[_next];
        if (place.Time > _span.Last)
        {
            // In a file out of order, what is missing at its end may belong to any time.
            Fault = _index.Fault;
            return false;
        }

        if (!TryFetch(place.Offset, place.Length))
            return false;
        _next++;
        packet = new PacketRecord
        {
            Time = place.Time,
            LinkType = place.LinkType,
            OriginalLength = place.OriginalLength,
            Data = _bytes.AsSpan((int)(place.Offset - _bytesAt), place.Length),
        };
        return true;
    }

    public override void Dispose() => _handle.Dispose();

    private bool TryFetch(long offset, int length)
    {
        if (offset >= _bytesAt && offset + length <= _bytesAt + _bytesLength)
            return true;

        if (_bytes.Length < length)
            _bytes = new byte[length];
        _bytesAt = offset;
        _bytesLength = 0;
        try
        {
            while (_bytesLength < length)
            {
                var read = _handle.Read(_bytes.AsSpan(_bytesLength), offset + _bytesLength);
                if (read == 0)
                {
                    Fault = new FileFault($"file {File.Name} was cut short while it was read", MayPass: true);
                    return false;
                }

                _bytesLength += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = new FileFault($"file {File.Name} cannot be read: {e.Message.TrimEnd('.')}", MayPass: true);
            return false;
        }

        return true;
    }
}
