using System.Buffers;
using Microsoft.Win32.SafeHandles;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Archive;

/// <summary>
/// A committed segment, opened for reading. The file is opened with the first chunk asked for and stays open, so that one
/// deleted meanwhile can still be read to its end. Throws <see cref="IOException"/> for what is missing or damaged.
/// </summary>
internal sealed class ArchivedSegment(string root, SegmentRecord record)
{
    private SafeFileHandle? _file;
    private SegmentIndex? _rebuilt;

    public SegmentRecord Record => record;

    /// <summary>Its index: read from beside it, or made again from it where that one is missing or does not fit.</summary>
    public async Task<SegmentIndex> IndexAsync(CancellationToken cancellation)
    {
        if (_rebuilt is not null)
            return _rebuilt;
        var file = Open();
        var length = RandomAccess.GetLength(file);
        if (length != record.FileBytes)
            throw Damaged(Math.Min(length, record.FileBytes), $"it has {length} bytes instead of {record.FileBytes}");

        var index = await ReadIndexAsync(cancellation);
        if (!Fits(index))
            index = _rebuilt = await SegmentScan.IndexAsync(this, file, length, cancellation);
        return Fits(index) ? index! : throw Damaged(0, $"it does not hold {record.Packets} packets");
    }

    /// <summary>Reads one of its chunks.</summary>
    public async Task<LoadedChunk> LoadAsync(SegmentChunk chunk, SegmentIndex index, CancellationToken cancellation)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(chunk.Length);
        try
        {
            await ReadAsync(Open(), bytes.AsMemory(0, chunk.Length), chunk.Offset, cancellation);
            var loaded = new LoadedChunk(this, chunk, index.LinkTypes.Count, bytes);
            bytes = null;
            return loaded;
        }
        finally
        {
            if (bytes is not null)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Fills the memory from the file.</summary>
    public async Task ReadAsync(SafeFileHandle file, Memory<byte> memory, long offset, CancellationToken cancellation)
    {
        while (memory.Length > 0)
        {
            var read = await RandomAccess.ReadAsync(file, memory, offset, cancellation);
            if (read == 0)
                throw Damaged(offset, "it ends there");
            memory = memory[read..];
            offset += read;
        }
    }

    /// <summary>What to throw when the file is not what was committed.</summary>
    public IOException Damaged(long offset, string why) =>
        new($"The archive's file {record.File} is damaged at byte {offset} ({why}): retry the job to fetch its packets again.");

    /// <summary>Closes the file; it is opened again when asked for.</summary>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private SafeFileHandle Open()
    {
        if (_file is not null)
            return _file;
        if (!SegmentPaths.TrySplit(record.File, out _, out _))
            throw new IOException($"The archive's file {record.File} has a name that no segment has: it is not read.");
        try
        {
            return _file = File.OpenHandle(Path.Combine(root, record.File), options: FileOptions.Asynchronous, share: FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"The archive's file {record.File} is missing: retry the job to fetch its packets again.", record.File, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The archive's file {record.File} may not be read: check its owner and rights.", e);
        }
    }

    private bool Fits(SegmentIndex? index) =>
        index is not null && index.FileBytes == record.FileBytes && index.Chunks.Sum(chunk => (long)chunk.Packets) == record.Packets;

    private async Task<SegmentIndex?> ReadIndexAsync(CancellationToken cancellation)
    {
        try
        {
            var path = Path.Combine(root, SegmentPaths.IndexOf(record.File));
            var info = new FileInfo(path);

            // An index longer than a quarter of its segment is none.
            if (!info.Exists || info.Length > 4096 + (record.FileBytes / 4))
                return null;
            return SegmentIndex.Decode(await File.ReadAllBytesAsync(path, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
