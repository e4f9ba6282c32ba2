namespace PacketFleet.Benchmarks.Measuring;

/// <summary>What one run cost.</summary>
/// <param name="Cpu">CPU seconds.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="Packets">Packets stored.</param>
/// <param name="Bytes">Captured bytes of them.</param>
/// <param name="PeakResident">The process's peak resident size in bytes.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Collections">Garbage collections by generation.</param>
/// <param name="Grown">How much the peak resident size grew meanwhile, in bytes.</param>
internal sealed record Measure(double Cpu, double Seconds, long Packets = 0, long Bytes = 0, long PeakResident = 0, long Allocated = 0, int[]? Collections = null, long Grown = 0)
{
    /// <summary>The one in the middle by CPU.</summary>
    public static Measure Median(IEnumerable<Measure> runs)
    {
        var sorted = runs.OrderBy(run => run.Cpu).ToList();
        return sorted[sorted.Count / 2];
    }
}
