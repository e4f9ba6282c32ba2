namespace PacketFleet.Engine.Delivery;

public sealed partial class FileSegmentFactory
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <inheritdoc/>
    /// <remarks>
    /// Only files of this naming are looked at, links are not followed, and what a living writer holds (also one on another
    /// node) is left alone. The files are listed before the rows: one that is committed meanwhile is not a stray.
    /// </remarks>
    public async Task<int> DeleteStraysAsync(IAsyncEnumerable<string> committed, CancellationToken cancellation)
    {
        var found = Find(cancellation);
        await foreach (var file in committed.WithCancellation(cancellation))
        {
            if (!SegmentPaths.TrySplit(file, out var stem, out _) || !found.TryGetValue(stem, out var endings))
                continue;
            endings.Remove(SegmentPaths.Capture);
            endings.Remove(SegmentPaths.Index);
        }

        var deleted = 0;
        foreach (var (stem, endings) in found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (endings.Count > 0 && !IsHeld(stem))
                deleted += endings.Count(ending => Delete(stem + ending));
        }

        return deleted;
    }

    /// <inheritdoc/>
    public long Measure(CancellationToken cancellation) =>
        Find(cancellation).Where(f => f.Value.Contains(SegmentPaths.Capture)).Sum(f => new FileInfo(Path.Combine(_root, f.Key + SegmentPaths.Capture)).Length);

    private Dictionary<string, List<string>> Find(CancellationToken cancellation)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (!Directory.Exists(_root))
            return found;
        foreach (var file in Directory.EnumerateFiles(_root, "*", Everything))
        {
            cancellation.ThrowIfCancellationRequested();
            var relative = Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!SegmentPaths.TrySplit(relative, out var stem, out var ending))
                continue;
            if (!found.TryGetValue(stem, out var endings))
                found.Add(stem, endings = []);
            endings.Add(ending);
        }

        foreach (var stem in found.Keys.Where(IsHeld).ToList())
            found.Remove(stem);
        return found;
    }

    /// <summary>A writer lives: its lock keeps others from having the file to themselves.</summary>
    private bool IsHeld(string stem)
    {
        foreach (var ending in (ReadOnlySpan<string>)[SegmentPaths.Capture + SegmentPaths.Temporary, SegmentPaths.Capture])
        {
            try
            {
                File.OpenHandle(Path.Combine(_root, stem + ending), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // This one of its files is not there.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }

        return false;
    }

    private bool Delete(string relative)
    {
        try
        {
            File.Delete(Path.Combine(_root, relative));
            LogStrayDeleted(log, relative);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogStrayStays(log, relative, e);
            return false;
        }
    }
}
