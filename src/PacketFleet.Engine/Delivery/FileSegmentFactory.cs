using Microsoft.Extensions.Logging;

namespace PacketFleet.Engine.Delivery;

/// <summary>Segments as files in the archive's directory. Safe for concurrent calls.</summary>
/// <param name="options">Where the archive lies.</param>
/// <param name="time">Tells the day a segment is filed under.</param>
/// <param name="log">Told about strays.</param>
public sealed partial class FileSegmentFactory(EngineOptions options, TimeProvider time, ILogger<FileSegmentFactory> log) : ISegmentFactory
{
    private const int MostVariants = 1000;

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.SegmentDirectory));

    /// <inheritdoc/>
    public SegmentWriter Create(SegmentLabel label)
    {
        var now = time.GetUtcNow();
        try
        {
            for (var variant = 0; variant < MostVariants; variant++)
            {
                var stem = SegmentPaths.Stem(label, now, variant);
                if (TryCreate(stem) is { } file)
                    return Start(stem, label, file);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The archive directory {_root} may not be written to: check its owner and rights.", e);
        }

        throw new IOException($"The archive directory {_root} already holds {MostVariants} files for the next segment of job {label.Job}: move them away.");
    }

    private FileSegmentWriter Start(string stem, SegmentLabel label, SegmentFile file)
    {
        FileSegmentWriter? writer = null;
        try
        {
            return writer = new FileSegmentWriter(_root, stem, label, file);
        }
        finally
        {
            if (writer is null)
            {
                file.Dispose();
                File.Delete(Path.Combine(_root, stem + SegmentPaths.Capture + SegmentPaths.Temporary));
            }
        }
    }

    /// <summary>Null where the name is taken: no file is ever overwritten, also none without a row.</summary>
    private SegmentFile? TryCreate(string stem)
    {
        var capture = Path.Combine(_root, stem + SegmentPaths.Capture);
        if (Taken(capture) || Taken(SegmentPaths.IndexOf(capture)))
            return null;
        try
        {
            return NewFile(capture + SegmentPaths.Temporary);
        }
        catch (IOException) when (Taken(capture))
        {
            return null;
        }
    }

    private SegmentFile NewFile(string path)
    {
        DurableDirectory.Create(_root, Path.GetDirectoryName(path)!);
        try
        {
            return new SegmentFile(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone has just deleted the last file in it, and it with that.
            DurableDirectory.Create(_root, Path.GetDirectoryName(path)!);
            return new SegmentFile(path);
        }
    }

    private static bool Taken(string file) => File.Exists(file) || File.Exists(file + SegmentPaths.Temporary);
}
