namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>What the old program may have left in its ingest cache: entries that no indexer has.</summary>
internal static class OldCache
{
    /// <summary>Whether entries wait in this directory or in one below it, where its two queues lie.</summary>
    public static bool HoldsEntries(string directory)
    {
        try
        {
            return Directory.Exists(directory)
                && Directory.EnumerateFiles(directory, "cache_?", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).Any(f => new FileInfo(f).Length > 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Whoever writes there will tell.
        }
    }
}
