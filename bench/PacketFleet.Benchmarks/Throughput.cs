using System.Globalization;
using PacketFleet.Benchmarks.Fetching;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Benchmarks.Serving;

namespace PacketFleet.Benchmarks;

/// <summary>From a TLS region into the archive, through the whole program, runs interleaved with <c>curl -o /dev/null</c>; medians as a Markdown table.</summary>
internal static class Throughput
{
    private static readonly (int Mebibytes, int Packet, int Chunk)[] Usual = [(1024, 698, 32 << 10), (200, 90, 32 << 10), (512, 698, 1500)];

    public static int Run(Arguments arguments)
    {
        Console.WriteLine("| answer | packets of | written | curl CPU s | fetch CPU s | × curl | µs a packet | wall s | peak MiB | allocated MiB | collections |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var cases = arguments.Text("packet") is null
            ? Usual
            : [(arguments.Number("mib", 1024), arguments.Number("packet", 698), arguments.Number("chunk", 32 << 10))];
        foreach (var (mebibytes, packet, chunk) in cases)
            Row(arguments.Text("mib") is null ? mebibytes : arguments.Number("mib", mebibytes), packet, chunk, arguments.Number("runs", 3));
        return 0;
    }

    private static void Row(int mebibytes, int packet, int chunk, int runs)
    {
        using var region = new Region(mebibytes, packet, chunk);
        var (curls, fetches) = (new List<Measure>(), new List<Measure>());
        for (var run = 0; run < runs; run++)
        {
            curls.Add(Curl.Run(region.Settings));
            using var program = new WholeProgram(region.Settings);
            fetches.Add(program.Fetch());
        }

        var (curl, fetch) = (Measure.Median(curls), Measure.Median(fetches));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {mebibytes} MiB | {packet} B | {chunk} B at a time | {curl.Cpu:F2} | {fetch.Cpu:F2} | {fetch.Cpu / curl.Cpu:F2} | {fetch.Cpu / fetch.Packets * 1e6:F2} | {fetch.Seconds:F1} | {fetch.PeakResident >> 20} | {fetch.Allocated / 1048576.0:F1} | {string.Join('/', fetch.Collections!)} |"));
    }
}
