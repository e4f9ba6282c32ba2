using System.Globalization;
using PacketFleet.Benchmarks.Fetching;
using PacketFleet.Benchmarks.Serving;

namespace PacketFleet.Benchmarks;

/// <summary>Whether memory depends on how much a region returns: the peak of the program after a small job and after a large one.</summary>
internal static class Memory
{
    private const double MostDifference = 30;

    public static int Run(Arguments arguments)
    {
        var packet = arguments.Number("packet", 698);
        var small = Peak(arguments.Number("small", 100), packet);
        var large = Peak(arguments.Number("large", 2048), packet);
        var difference = large - small;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference: {difference:F1} MiB (aim: at most {MostDifference})"));
        return difference <= MostDifference ? 0 : 1;
    }

    private static double Peak(int mebibytes, int packet)
    {
        using var region = new Region(mebibytes, packet, 32 << 10);
        using var program = new WholeProgram(region.Settings);
        var run = program.Fetch();
        var peak = run.PeakResident / 1048576.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mebibytes} MiB: peak {peak:F1} MiB, {run.Packets} packets, allocated {run.Allocated / 1048576.0:F1} MiB"));
        return peak;
    }
}
