using System.Buffers;
using System.Security.Cryptography;
using PacketFleet.Engine.Delivery;

namespace PacketFleet.Engine.Archive;

/// <summary>A file's SHA-256 as it lies on the disk now.</summary>
/// <param name="Sha256">64 lower-case hex digits; null where the file cannot be read.</param>
/// <param name="Problem">One sentence where the file is missing, cannot be read, or is not as long as it was; else null.</param>
public sealed record SegmentSum(string? Sha256, string? Problem);

/// <summary>Sums over the archive's files, read anew each time with bounded memory. Safe for concurrent calls: two files are read at once.</summary>
/// <param name="options">Where the archive lies.</param>
public sealed class SegmentSums(EngineOptions options)
{
    private const int BlockBytes = 512 << 10;

    // Whoever asks for a receipt must not slow down the jobs that run.
    private static readonly SemaphoreSlim Slots = new(2);

    private readonly string _root = Path.GetFullPath(options.ArchiveDirectory);

    /// <summary>Reads a segment's file to its end. Throws only when cancelled.</summary>
    /// <param name="segment">A committed segment of the archive.</param>
    /// <param name="read">Told how many bytes more were read.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SegmentSum> OfAsync(SegmentRecord segment, Action<int>? read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (!SegmentPaths.TrySplit(segment.File, out _, out _))
            return new(null, $"The archive's file {segment.File} has a name that no segment has: it is not read.");
        await Slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ReadAsync(segment, read, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(null, $"The archive's file {segment.File} is missing: retry the job to fetch its packets again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"The archive's file {segment.File} cannot be read ({e.Message.TrimEnd('.')}): check its disk, its owner and rights.");
        }
        finally
        {
            Slots.Release();
        }
    }

    private async Task<SegmentSum> ReadAsync(SegmentRecord segment, Action<int>? read, CancellationToken cancellation)
    {
        using var file = File.OpenHandle(
            Path.Combine(_root, segment.File), share: FileShare.Read | FileShare.Delete, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            long length = 0;
            while (await RandomAccess.ReadAsync(file, block.AsMemory(0, BlockBytes), length, cancellation).ConfigureAwait(false) is var bytes and > 0)
            {
                hash.AppendData(block, 0, bytes);
                length += bytes;
                read?.Invoke(bytes);
            }

            return new(
                Convert.ToHexStringLower(hash.GetHashAndReset()),
                length == segment.FileBytes ? null : $"The archive's file {segment.File} has {length} bytes instead of {segment.FileBytes}: it is not what was stored.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
