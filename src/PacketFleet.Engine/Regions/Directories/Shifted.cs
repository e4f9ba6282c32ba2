namespace PacketFleet.Engine.Regions.Directories;

/// <summary>Sums of times that stay in range.</summary>
internal static class Shifted
{
    /// <summary>A sum outside the range becomes the nearest end of it.</summary>
    public static long Add(long time, Int128 by)
    {
        var sum = time + by;
        return sum < long.MinValue ? long.MinValue : sum > long.MaxValue ? long.MaxValue : (long)sum;
    }
}
