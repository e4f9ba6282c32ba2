namespace PacketFleet.Engine.Delivery;

/// <summary>Whether a disk has room: fetches pause before it is full, as a database on the same disk needs some too.</summary>
internal static class FreeSpace
{
    /// <summary>At least so much is free where a directory lies, or nobody can tell.</summary>
    public static bool Has(string directory, long bytes)
    {
        if (bytes <= 0)
            return true;
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace >= bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }
    }
}
