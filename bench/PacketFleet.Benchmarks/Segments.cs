using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Benchmarks.Measuring;
using PacketFleet.Engine;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;

namespace PacketFleet.Benchmarks;

/// <summary>The pieces around the disk by themselves, in one process: CPU of hashing, writing and downloading.</summary>
internal static class Segments
{
    private const long SegmentBytes = 64 << 20;

    public static int Run(Arguments arguments)
    {
        var packet = arguments.Number("packet", 90);
        var total = ((long)arguments.Number("mib", 1024) << 20) / packet;
        var frames = new byte[(8 << 20) / packet * packet];
        new Random(1).NextBytes(frames);
        var options = new EngineOptions { ArchiveDirectory = Directory.CreateTempSubdirectory("packetfleet-bench-").FullName };
        try
        {
            for (var round = 0; round < 3; round++)
            {
                Hash(frames, packet, total);
                Download(options, Write(options, frames, packet, total), total);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(options.ArchiveDirectory, recursive: true);
        }
    }

    private static PacketRecord Packet(byte[] frames, int length, long number) => new()
    {
        Time = 1_795_521_600_000_000_000 + (number * 1000),
        LinkType = LinkTypes.Ethernet,
        OriginalLength = (uint)length,
        Data = frames.AsSpan((int)(number * length % frames.Length), length),
    };

    private static void Hash(byte[] frames, int length, long total)
    {
        var hash = new PacketHash(0);
        Measured("hash", total, () =>
        {
            for (var i = 0L; i < total; i++)
                hash.Add(Packet(frames, length, i));
        });
    }

    private static List<SegmentRecord> Write(EngineOptions options, byte[] frames, int length, long total)
    {
        var factory = new FileSegmentFactory(options, TimeProvider.System, NullLogger<FileSegmentFactory>.Instance);
        var segments = new List<SegmentRecord>();
        Measured("write", total, () =>
        {
            for (var i = 0L; i < total;)
            {
                using var writer = factory.Create(new SegmentLabel(1, "bench", "port 443", "bench", 1, 0, segments.Count, 1));
                for (; i < total && writer.FileBytes < SegmentBytes; i++)
                    writer.Append(Packet(frames, length, i));
                segments.Add(writer.Seal(DateTimeOffset.UtcNow));
            }
        });
        return segments;
    }

    private static void Download(EngineOptions options, List<SegmentRecord> segments, long total) => Measured(
        "download",
        total,
        () => new CaptureDownload(options).WriteAsync(segments, CaptureFormat.Pcapng, "", Stream.Null, CancellationToken.None).GetAwaiter().GetResult());

    private static void Measured(string what, long packets, Action run)
    {
        var (cpu, clock, allocated) = (ProcessUsage.OwnCpu, Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        run();
        var spent = (ProcessUsage.OwnCpu - cpu).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-9} {spent:F2} CPU s, {clock.Elapsed.TotalSeconds:F2} s, {spent / packets * 1e9:F0} ns a packet, {(GC.GetTotalAllocatedBytes() - allocated) / 1048576.0:F1} MiB allocated"));
    }
}
