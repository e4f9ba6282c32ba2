namespace PacketFleet.Engine.Delivery;

/// <summary>Removes segments that no row names any more.</summary>
internal static class SegmentRemoval
{
    /// <summary>
    /// Deletes a segment's capture and index, and its directory once that is empty. Does nothing for a name that no segment has.
    /// Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.
    /// </summary>
    /// <param name="root">The log's directory.</param>
    /// <param name="file">The capture, relative to it.</param>
    public static void Delete(string root, string file)
    {
        if (!SegmentPaths.TrySplit(file, out _, out _))
            return;
        var capture = Path.Combine(root, file);
        if (!Directory.Exists(Path.GetDirectoryName(capture)))
            return;
        File.Delete(capture);
        File.Delete(SegmentPaths.IndexOf(capture));
        var directory = Path.GetDirectoryName(capture)!;
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }
}
