using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// What a running fetch has counted. Written by its thread alone, read by the reporter at any time: each value is whole,
/// together they may be a packet apart.
/// </summary>
internal sealed class FetchCounters
{
    private const long None = long.MaxValue;

    private long _packets;
    private long _bytes;
    private long _cut;
    private long _settledCut;
    private long _first = None;
    private long _last = None;
    private long _reached = long.MinValue;
    private long _committedPackets;
    private long _committedBytes;
    private int _streaming;

    /// <summary>Packets kept, committed by earlier runs included.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>Their captured bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Packets outside the window.</summary>
    public long CutPackets => Volatile.Read(ref _cut);

    /// <summary>Those of slices that are answered.</summary>
    public long SettledCutPackets => Volatile.Read(ref _settledCut);

    /// <summary>Packets in committed segments.</summary>
    public long CommittedPackets => Volatile.Read(ref _committedPackets);

    /// <summary>Their captured bytes.</summary>
    public long CommittedBytes => Volatile.Read(ref _committedBytes);

    /// <summary>The region has begun to answer.</summary>
    public bool Streaming => Volatile.Read(ref _streaming) != 0;

    /// <summary>The earliest packet kept.</summary>
    public PacketTime? First => Volatile.Read(ref _first) is var time && time == None ? null : new PacketTime(time);

    /// <summary>The latest packet kept.</summary>
    public PacketTime? Last => Volatile.Read(ref _first) == None ? null : new PacketTime(Volatile.Read(ref _last));

    /// <summary>The latest time seen in the answer, inside the window or not; null before the first packet.</summary>
    public PacketTime? Reached => Volatile.Read(ref _reached) is var time && time == long.MinValue ? null : new PacketTime(time);

    /// <summary>Starts from what earlier runs committed.</summary>
    public void Resume(FetchRecord row)
    {
        Volatile.Write(ref _packets, row.CommittedPackets);
        Volatile.Write(ref _bytes, row.CommittedBytes);
        Committed(row.CommittedPackets, row.CommittedBytes);
        Volatile.Write(ref _settledCut, row.Slices is null ? 0 : row.Snapshot.CutPackets);
        BeginAnswer();
        if (row.CommittedPackets > 0 && row.Snapshot is { FirstPacket: { } first, LastPacket: { } last })
        {
            Volatile.Write(ref _last, last.Nanoseconds);
            Volatile.Write(ref _first, first.Nanoseconds);
        }
    }

    /// <summary>The region has begun to answer.</summary>
    public void Begin() => Volatile.Write(ref _streaming, 1);

    /// <summary>A packet outside the window.</summary>
    public void Cut(long time)
    {
        Volatile.Write(ref _cut, _cut + 1);
        Reach(time);
    }

    /// <summary>A packet that is committed already.</summary>
    public void Skip(long time) => Note(time);

    /// <summary>A packet kept.</summary>
    public void Keep(long time, int bytes)
    {
        Volatile.Write(ref _packets, _packets + 1);
        Volatile.Write(ref _bytes, _bytes + bytes);
        Note(time);
    }

    /// <summary>A segment was committed.</summary>
    public void Committed(long packets, long bytes)
    {
        Volatile.Write(ref _committedPackets, packets);
        Volatile.Write(ref _committedBytes, bytes);
    }

    /// <summary>A slice is asked, maybe once more: what its answer counts outside the log is counted again.</summary>
    public void BeginAnswer() => Volatile.Write(ref _cut, _settledCut);

    /// <summary>A slice is answered: it is not asked again.</summary>
    public void EndSlice() => Volatile.Write(ref _settledCut, _cut);

    private void Note(long time)
    {
        if (time > _last || _first == None)
            Volatile.Write(ref _last, time);
        if (time < _first)
            Volatile.Write(ref _first, time);
        Reach(time);
    }

    private void Reach(long time)
    {
        if (time > _reached)
            Volatile.Write(ref _reached, time);
    }
}
