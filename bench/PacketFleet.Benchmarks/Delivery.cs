using System.Globalization;
using PacketFleet.Benchmarks.Fetching;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Benchmarks.Serving;

namespace PacketFleet.Benchmarks;

/// <summary>
/// From a TLS region to an acknowledging indexer, through the whole program, each way beside <c>curl -o /dev/null</c> of the same answer;
/// medians as a Markdown table.
/// </summary>
internal static class Delivery
{
    private static readonly (int Mebibytes, int Packet, int Chunk)[] Usual = [(1024, 698, 32 << 10), (200, 90, 32 << 10), (512, 698, 1500)];
    private static readonly (bool Snappy, bool Archive)[] Ways = [(false, false), (true, false), (false, true)];

    public static int Run(Arguments arguments)
    {
        Console.WriteLine("| to the indexer | answer | packets of | written | curl CPU s | our CPU s | × curl | µs a packet | packets/s | peak MiB | grown MiB | allocated MiB a GiB | collections |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var cases = arguments.Text("packet") is null
            ? Usual
            : [(arguments.Number("mib", 1024), arguments.Number("packet", 698), arguments.Number("chunk", 32 << 10))];
        foreach (var (mebibytes, packet, chunk) in cases)
        {
            using var region = new Region(mebibytes, packet, chunk);
            using var indexer = new Indexer();
            foreach (var (snappy, archive) in Ways)
            {
                var way = new GravwellWay(indexer.Target, snappy, archive);
                if (arguments.Text("way") is null || arguments.Text("way") == way.ToString())
                    Row(region, indexer, way, (mebibytes, packet, chunk), arguments.Number("runs", 3), arguments.Number("small", 3));
            }
        }

        return 0;
    }

    private static void Row(Region region, Indexer indexer, GravwellWay way, (int Mebibytes, int Packet, int Chunk) answer, int runs, int small)
    {
        var (curls, fetches) = (new List<Measure>(), new List<Measure>());
        for (var run = 0; run < runs; run++)
        {
            curls.Add(Curl.Run(region.Settings));
            using var program = new WholeProgram(region.Settings, way);
            fetches.Add(program.Fetch(indexer.Count, small));
        }

        var (curl, fetch) = (Measure.Median(curls), Measure.Median(fetches));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {way} | {answer.Mebibytes} MiB | {answer.Packet} B | {answer.Chunk} B at a time | {curl.Cpu:F2} | {fetch.Cpu:F2} | {fetch.Cpu / curl.Cpu:F2} | {fetch.Cpu / fetch.Packets * 1e6:F2} | {fetch.Packets / fetch.Seconds:N0} | {fetch.PeakResident >> 20} | {fetch.Grown >> 20} | {fetch.Allocated / 1048576.0 * 1024 / answer.Mebibytes:F1} | {string.Join('/', fetch.Collections!)} |"));
    }
}
