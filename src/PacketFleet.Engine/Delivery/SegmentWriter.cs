using PacketFleet.Wire;

namespace PacketFleet.Engine.Delivery;

/// <summary>What a segment says about itself, in its file.</summary>
/// <param name="Job">The job's number.</param>
/// <param name="Region">The region's name: the interface name.</param>
/// <param name="Query">The pinned query.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="Attempt">The fetch's attempt.</param>
/// <param name="Slice">The slice's number, from 0.</param>
/// <param name="Number">The segment's number within the fetch, from 0.</param>
/// <param name="Epoch">The fetch's epoch: part of the file's name, so that a fenced writer never touches a live one's file.</param>
public sealed record SegmentLabel(long Job, string Region, string Query, string RequestedBy, int Attempt, int Slice, int Number, int Epoch);

/// <summary>Opens segments for writing. One writer a thread; blocking.</summary>
public interface ISegmentFactory
{
    /// <summary>Starts a segment as a temporary file. Throws <see cref="IOException"/> when the disk refuses.</summary>
    SegmentWriter Create(SegmentLabel label);

    /// <summary>Deletes temporary files, and files without a row. Returns how many. Called once at start, before any fetch.</summary>
    Task<int> DeleteStraysAsync(IAsyncEnumerable<string> committed, CancellationToken cancellation);

    /// <summary>Bytes of the captures that lie there now.</summary>
    long Measure(CancellationToken cancellation);
}

/// <summary>A segment being written: pcapng and its time/offset index. Blocking; nothing is allocated per packet.</summary>
public abstract class SegmentWriter : IDisposable
{
    /// <summary>Packets appended.</summary>
    public abstract long Packets { get; }

    /// <summary>Their captured bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>The file's length so far, buffered bytes included.</summary>
    public abstract long FileBytes { get; }

    /// <summary>Appends a packet. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public abstract void Append(in PacketRecord packet);

    /// <summary>
    /// Flushes, syncs and renames file and index to their final names and returns the row to commit. The file counts only
    /// once that row is committed. Throws <see cref="IOException"/> when the disk refuses.
    /// </summary>
    public abstract SegmentRecord Seal(DateTimeOffset now);

    /// <summary>Deletes what was written, unless it was sealed.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Deletes what was written, unless it was sealed.</summary>
    protected abstract void Dispose(bool disposing);
}
