using PacketFleet.Wire;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Engine.Delivery.Gravwell;

// Where packets come from: from the fetch as they are appended, or from the log's segments.
internal sealed partial class GravwellCursor
{
    /// <summary>How long the fetch waits for Gravwell, over a segment's length, before the cursor falls back to the log.</summary>
    private static readonly TimeSpan PatiencePerSegment = TimeSpan.FromSeconds(2);

    /// <summary>Where Gravwell is slower than the region, segments are not closed early again for so long.</summary>
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(30);

    /// <summary>Where it has just stalled, for so long.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);

    /// <summary>The fetch waits for the last so many packets to be read back.</summary>
    private const int Few = EntryBatch.MostEntries * MostHeld;

    private readonly Queue<PlacedSegment> _segments = [];
    private Thread? _feeder;
    private bool _feederWaits;
    private volatile bool _isLive = true;
    private volatile bool _wantsBoundary;
    private TimeSpan _patience = PatiencePerSegment;
    private long _notBefore;
    private long _leftBefore;
    private long _appended;
    private long _resumed;
    private volatile string? _fault;

    /// <summary>Why it cannot go on, as a clause; null while it can.</summary>
    public string? Fault => _fault;

    /// <summary>Packets go out as they are appended: nothing is read back.</summary>
    public bool IsLive => _isLive;

    /// <summary>It has nearly caught up: closing the log's open segment now would let it go on live.</summary>
    public bool WantsBoundary => _wantsBoundary && _outlet.Clock.GetTimestamp() >= _notBefore;

    /// <summary>
    /// Takes over a log on disk that earlier runs have written. What of it is not settled is read back. Where more is settled than was
    /// committed (the program ended between the two), the same packets are expected to be appended again.
    /// </summary>
    /// <param name="segments">The log's segments that still exist, in order; they end where the log ends.</param>
    /// <param name="packets">Packets of the log.</param>
    public void Resume(IReadOnlyList<SegmentRecord> segments, long packets)
    {
        var first = packets - segments.Sum(s => s.Packets);
        foreach (var segment in segments)
        {
            _segments.Enqueue(new PlacedSegment(segment, first));
            first += segment.Packets;
        }

        (_appended, _resumed) = (packets, packets);
        if (_next < packets)
            FallBack();
    }

    /// <summary>A packet was appended to a log on disk. For the fetch's thread.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="hash">The running hash up to and with it.</param>
    /// <param name="cancellation">Ends the waiting for room.</param>
    public void Append(in PacketRecord packet, ulong hash, CancellationToken cancellation)
    {
        if (!_isLive)
            return;
        if (_appended < _next)
        {
            // Delivered before it was committed; the hash tells whether these are the same packets.
            if (++_appended == _next && hash != _settled.Hash)
                Rewind();
            return;
        }

        if (TryWrite(packet, hash, _patience, cancellation))
        {
            _appended++;
            if (_waited > TimeSpan.Zero)
                (_patience, _waited) = (_patience - _waited, TimeSpan.Zero);
            return;
        }

        // Gravwell lags, or nobody wants it any more: from this packet on the log has to do.
        lock (_gate)
        {
            if (!_isClosed)
                FallBack();
        }
    }

    /// <summary>The log's open segment was committed, so that there is none. For the fetch's thread.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="packets">Packets of the log with it.</param>
    public void Committed(SegmentRecord segment, long packets)
    {
        _patience = PatiencePerSegment;
        lock (_gate)
        {
            if (_isLive || _isClosed)
                return;
            _segments.Enqueue(new PlacedSegment(segment, packets - segment.Packets));
            Monitor.PulseAll(_gate);
            if (!_wantsBoundary)
                return;

            // It had nothing left to read but this. As long as that becomes less each time, it catches up.
            _wantsBoundary = false;
            var left = packets - _next;
            if (left > Few)
            {
                var nearer = _leftBefore == 0 || left < _leftBefore * 7 / 10;
                (_leftBefore, _notBefore) = nearer ? (left, 0L) : (0L, In(TooSlow));
                return;
            }

            var started = _outlet.Clock.GetTimestamp();
            while (CatchesUp(packets) && _outlet.Clock.GetElapsedTime(started) < PatiencePerSegment)
                Monitor.Wait(_gate, Look);
            GoLive(packets);
            (_leftBefore, _notBefore) = (0, _isLive ? 0L : In(Stalled));
        }
    }

    private long In(TimeSpan span) => _outlet.Clock.GetTimestamp() + (long)(span.TotalSeconds * _outlet.Clock.TimestampFrequency);

    /// <summary>The log has no open segment: where everything in it has been read back, packets go out as they are appended again.</summary>
    public void AtBoundary(long packets)
    {
        if (_isLive)
            return;
        lock (_gate)
            GoLive(packets);
    }

    private void GoLive(long packets)
    {
        // The feeder has wished for this very boundary: left standing, the wish would close a segment behind every packet.
        if (_next == packets && _feederWaits && !_isClosed)
            (_isLive, _wantsBoundary, _appended) = (true, false, packets);
    }

    private bool CatchesUp(long packets) => !_isClosed && _fault is null && !(_next == packets && _feederWaits);

    /// <summary>
    /// What was delivered before it was committed is not what the region returns now: all that the log gets is delivered anew.
    /// </summary>
    private void Rewind()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _mark.Doubled += _next - _resumed;
            _next = _resumed;
            _settled = _settled with { Packets = _resumed, Refused = Math.Min(_settled.Refused, _resumed), Hash = 0 };
            _refusedBefore = _settled.Refused;
            _mark.Settled = _settled;
            FallBack();
        }
    }

    private void FallBack()
    {
        _isLive = false;
        _wantsBoundary = false;
        if (_feeder is not null)
            return;
        _feeder = new Thread(Feed) { IsBackground = true, Name = $"catch up {_plan.Region}" };
        _feeder.Start();
    }

    private void Feed()
    {
        try
        {
            while (NextSegment() is { } segment)
                Read(segment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = e.Message;
            _drained.TrySetResult();
        }
    }

    /// <summary>The segment that holds the next packet, waiting for it; null when there is nothing to come.</summary>
    private PlacedSegment? NextSegment()
    {
        lock (_gate)
        {
            while (!_isClosed)
            {
                while (_segments.TryPeek(out var segment) && segment.End <= _next)
                    _segments.Dequeue();
                if (!_isLive && _segments.TryPeek(out var next))
                    return next;
                if (!_isLive)
                {
                    CloseBatch();
                    _wantsBoundary = true;
                }

                _feederWaits = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate);
                _feederWaits = false;
            }

            return null;
        }
    }

    private void Read(PlacedSegment segment)
    {
        var file = _plan.PathOf!(segment.Record) ?? throw new IOException($"the spool that holds {segment.Record.File} is not in the settings any more");
        using var reader = CaptureReader.Open(File.OpenRead(file));
        for (var place = segment.First; place < segment.End; place++)
        {
            if (!reader.TryRead(out var packet))
                throw new IOException($"the file {segment.Record.File} of the log ends before its packet {place - segment.First + 1:N0} of {segment.Record.Packets:N0}");
            if (place < _next)
                continue;
            while (!TryWrite(packet, 0, Look, CancellationToken.None))
            {
                if (_isClosed)
                    return;
            }
        }
    }

    /// <summary>A segment and the place of its first packet in the log.</summary>
    private sealed record PlacedSegment(SegmentRecord Record, long First)
    {
        public long End => First + Record.Packets;
    }
}
