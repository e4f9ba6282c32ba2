using System.Diagnostics;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Benchmarks.Serving;

namespace PacketFleet.Benchmarks.Fetching;

/// <summary>One fetch in a process of its own, after a small one to warm up; writes its <see cref="Measure"/> as JSON.</summary>
internal static class FetchProcess
{
    public const string Verb = "fetch";

    public static int Fetch(Arguments arguments)
    {
        var archive = Directory.CreateTempSubdirectory("packetfleet-bench-").FullName;
        try
        {
            var settings = Region.From(arguments);
            new FetchPath(settings, archive).Run((long)arguments.Number("warm-mib", 48) << 20);
            GC.Collect();

            var path = new FetchPath(settings, archive);
            var (cpu, allocated, clock) = (ProcessUsage.OwnCpu, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            int[] collections = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
            var (packets, bytes) = path.Run();
            Console.WriteLine(new Measure(
                (ProcessUsage.OwnCpu - cpu).TotalSeconds,
                clock.Elapsed.TotalSeconds,
                packets,
                bytes,
                ProcessUsage.PeakResident,
                GC.GetTotalAllocatedBytes() - allocated,
                [.. collections.Select((count, generation) => GC.CollectionCount(generation) - count)]).ToJson());
            return 0;
        }
        finally
        {
            Directory.Delete(archive, recursive: true);
        }
    }

    /// <summary>Starts one and waits for it.</summary>
    public static Measure Run(Region region)
    {
        using var process = Self.Start(Verb, region.Arguments);
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Measure.FromJson(line) : throw new InvalidOperationException("The fetch failed.");
    }
}
