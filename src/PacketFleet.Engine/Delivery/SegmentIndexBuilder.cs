namespace PacketFleet.Engine.Delivery;

/// <summary>Makes a segment's index while its blocks go by, written or read. Allocates nothing per packet.</summary>
internal sealed class SegmentIndexBuilder
{
    /// <summary>A chunk is closed when it has so many bytes: with its last packet it mostly fits into 128 KiB.</summary>
    public const int ChunkBytes = 120 << 10;

    // Chunks of a segment of the usual size, and a little more.
    private const int UsualChunks = 640;
    private const int MostIdle = 8;

    private static readonly Stack<List<SegmentChunk>> Idle = [];

    private readonly List<int> _linkTypes = [];
    private List<SegmentChunk> _chunks;
    private long _offset;
    private int _length;
    private int _packets;
    private bool _sorted;
    private long _first;
    private long _last;
    private long _previous;

    /// <summary>Begins with nothing.</summary>
    public SegmentIndexBuilder()
    {
        lock (Idle)
            _chunks = Idle.TryPop(out var idle) ? idle : new List<SegmentChunk>(UsualChunks);
    }

    /// <summary>How many interfaces there are.</summary>
    public int Interfaces => _linkTypes.Count;

    /// <summary>The number of the first interface of this link type, or -1.</summary>
    public int InterfaceOf(int linkType) => _linkTypes.IndexOf(linkType);

    /// <summary>An interface block goes by: chunks hold packet blocks only.</summary>
    public void AddInterface(int linkType)
    {
        Close();
        _linkTypes.Add(linkType);
    }

    /// <summary>A packet block goes by.</summary>
    public void AddPacket(long offset, int length, long time)
    {
        if (_packets == 0)
        {
            (_offset, _sorted, _first, _last) = (offset, true, time, time);
        }
        else
        {
            _sorted &= time >= _previous;
            _first = Math.Min(_first, time);
            _last = Math.Max(_last, time);
        }

        _previous = time;
        _packets++;
        _length += length;
        if (_length >= ChunkBytes)
            Close();
    }

    /// <summary>The index of a file of so many bytes. Nothing goes by afterwards.</summary>
    public SegmentIndex Build(long fileBytes)
    {
        Close();
        return new SegmentIndex(fileBytes, _linkTypes, _chunks);
    }

    /// <summary>Keeps its memory for the next one. Nobody uses it any more, nor an index it made.</summary>
    public void Release()
    {
        var chunks = _chunks;
        _chunks = [];
        chunks.Clear();
        lock (Idle)
        {
            if (chunks.Capacity == UsualChunks && Idle.Count < MostIdle)
                Idle.Push(chunks);
        }
    }

    private void Close()
    {
        if (_packets == 0)
            return;
        _chunks.Add(new SegmentChunk(_offset, _length, _packets, _sorted, _first, _last));
        (_length, _packets) = (0, 0);
    }
}
