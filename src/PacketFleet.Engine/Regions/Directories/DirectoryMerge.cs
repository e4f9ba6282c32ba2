using PacketFleet.Wire;

namespace PacketFleet.Engine.Regions.Directories;

/// <summary>
/// The packets of many files as one sequence by time; of the same time, by the order of the files. A file is opened when the
/// sequence reaches its first packet and closed behind its last, so only files that overlap are open together.
/// </summary>
internal sealed class DirectoryMerge : IDisposable
{
    // So many files may stay open; where more overlap, each is opened for every read.
    private const int MostOpen = 64;
    private const int BufferBudget = 8 * 1024 * 1024;
    private const int SmallestBuffer = 4 * 1024;

    private readonly AskedSpan _span;
    private readonly DateTimeOffset _now;
    private readonly CancellationToken _cancellation;
    private readonly (MergeKey Key, CaptureFile File)[] _pending;
    private readonly PriorityQueue<MergeSource, MergeKey> _waiting = new();
    private readonly bool _keepOpen;
    private readonly int _bufferSize;
    private MergeSource? _active;
    private MergeKey _bound;
    private int _next;

    public DirectoryMerge(IReadOnlyList<CaptureFile> files, AskedSpan span, DateTimeOffset now, CancellationToken cancellation)
    {
        _span = span;
        _now = now;
        _cancellation = cancellation;
        _pending = [.. files
            .Select((file, order) => (Key: new MergeKey(Math.Max(file.First, span.First), order), File: file))
            .Where(entry => span.Touches(entry.File))
            .OrderBy(entry => entry.Key)];
        var overlap = MostAtOnce();
        _keepOpen = overlap <= MostOpen;
        _bufferSize = Math.Clamp(BufferBudget / Math.Max(1, overlap), SmallestBuffer, CaptureFileScanner.BufferSize);
    }

    /// <summary>What was wrong with files read so far, in the order found.</summary>
    public List<FileFault> Faults { get; } = [];

    /// <summary>Files open or held ready now.</summary>
    public int Live => _waiting.Count + (_active is null ? 0 : 1);

    /// <summary>The next packet, with the time in its file; false when there is none, or when cancelled.</summary>
    public bool TryRead(out PacketRecord packet)
    {
        while (_active is not null || TryActivate())
        {
            var active = _active!;
            if (active.IsHolding)
            {
                packet = active.Release();
                return true;
            }

            if (!active.TryRead(out packet))
            {
                _active = null;
                Retire(active);
                continue;
            }

            // As long as no other file is due it needs no copy.
            var key = new MergeKey(packet.Time, active.Order);
            if (key.CompareTo(_bound) < 0)
                return true;
            _active = null;
            active.Hold(packet);
            _waiting.Enqueue(active, key);
        }

        packet = default;
        return false;
    }

    public void Dispose()
    {
        _active?.Dispose();
        _active = null;
        while (_waiting.TryDequeue(out var source, out _))
            source.Dispose();
        _next = _pending.Length;
    }

    private bool TryActivate()
    {
        while (_next < _pending.Length && (!_waiting.TryPeek(out _, out var due) || _pending[_next].Key.CompareTo(due) < 0))
        {
            if (_cancellation.IsCancellationRequested)
                return false;
            Admit(_pending[_next++]);
        }

        if (!_waiting.TryDequeue(out _active, out _))
            return false;
        _bound = _waiting.TryPeek(out _, out var other) ? other : MergeKey.Never;
        if (_next < _pending.Length && _pending[_next].Key.CompareTo(_bound) < 0)
            _bound = _pending[_next].Key;
        return true;
    }

    private void Admit((MergeKey Key, CaptureFile File) entry)
    {
        var (key, file) = entry;
        MergeSource source = file.InOrder
            ? new StreamedSource(file, key.Order, _span, _keepOpen, _bufferSize, _cancellation)
            : new IndexedSource(file, key.Order, _span, _keepOpen, _bufferSize, _cancellation);
        if (!source.TryRead(out var packet))
        {
            Retire(source);
            return;
        }

        source.Hold(packet);
        _waiting.Enqueue(source, new MergeKey(packet.Time, key.Order));
    }

    private void Retire(MergeSource source)
    {
        var isStillWritten = source.Fault is { IsTruncation: true } && source.File.FaultAt(_now) is null;
        if (source.Fault is { } fault && !isStillWritten)
            Faults.Add(fault);
        source.Dispose();
    }

    private int MostAtOnce()
    {
        var ends = new PriorityQueue<int, long>();
        var most = 0;
        foreach (var (key, file) in _pending)
        {
            while (ends.TryPeek(out _, out var end) && end < key.Time)
                ends.Dequeue();
            ends.Enqueue(0, file.Last);
            most = Math.Max(most, ends.Count);
        }

        return most;
    }
}
