using System.Net;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>What all regions of the matrix captured of one hour: each fault has an hour of its own, so that one start of a server serves all.</summary>
internal sealed class MatrixHour
{
    /// <summary>Nothing is wrong with it.</summary>
    public static readonly MatrixHour Sound = new(1);

    /// <summary>More than any buffer between a region and its client holds.</summary>
    public static readonly MatrixHour Long = new(2, files: 9, packets: 1000, payload: 1400);

    public static readonly MatrixHour PacketTooLong = new(3);
    public static readonly MatrixHour PacketsZeroed = new(4);
    public static readonly MatrixHour PacketsZeroedFromMiddle = new(5);
    public static readonly MatrixHour PacketsTruncated = new(6);
    public static readonly MatrixHour PacketsEmpty = new(7);
    public static readonly MatrixHour IndexZeroed = new(8);
    public static readonly MatrixHour IndexTruncated = new(9);
    public static readonly MatrixHour IndexGone = new(10);

    /// <summary>Many small files, for jobs that last.</summary>
    public static readonly MatrixHour Busy = new(11, files: 60, packets: 60);

    /// <summary>More than may wait in memory.</summary>
    public static readonly MatrixHour Large = new(12, files: 8, packets: 12_000, payload: 100);

    /// <summary>So much older than its name the first packets of a file may be.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromSeconds(15);

    /// <summary>The file in which something is wrong.</summary>
    public const int Bad = 4;

    private MatrixHour(int number, int files = 8, int packets = 99, int payload = 20)
    {
        // A file is written for a minute: the first packet behind it begins the next.
        var step = ((60_000_000 / packets) + 1) * 1000L;
        PacketsOfFile = packets;
        Files = [.. MinuteFiles.Make(files, packets, MinuteFiles.Start + (number * 90 * MinuteFiles.Minute), packets * step, n => Frame(n, payload))];
    }

    public static IReadOnlyList<MatrixHour> All { get; } =
        [Sound, Long, PacketTooLong, PacketsZeroed, PacketsZeroedFromMiddle, PacketsTruncated, PacketsEmpty, IndexZeroed, IndexTruncated, IndexGone, Busy, Large];

    public IReadOnlyList<SensorFile> Files { get; }

    public int PacketsOfFile { get; }

    /// <summary>From the middle of its first file to the middle of the last but one.</summary>
    public TimeWindow Window => new(Time(0, PacketsOfFile / 2), Time(Files.Count - 2, PacketsOfFile / 2));

    /// <summary>All that its window asks for.</summary>
    public IReadOnlyList<TestPacket> Wanted => Without(_ => false);

    /// <summary>All that its window asks for but what a file cannot give: packets by their place in it.</summary>
    public IReadOnlyList<TestPacket> WithoutBad(int from, int to = int.MaxValue) =>
        Without(p => p.Time >= Time(Bad, from).Nanoseconds && (to < PacketsOfFile ? p.Time < Time(Bad, to).Nanoseconds : p.Time < Files[Bad + 1].Start));

    /// <summary>What its window asks for, but some.</summary>
    public IReadOnlyList<TestPacket> Without(Func<TestPacket, bool> lost) =>
        [.. Files.SelectMany(f => f.Packets).Where(p => Window.Contains(p.Time) && !lost(p))];

    /// <summary>When a packet was captured.</summary>
    public PacketTime Time(int file, int packet) => new(Files[file].Packets[packet].Time);

    /// <summary>
    /// Where the gap of an answer begins that broke off behind this packet: with it; but where the second file begins the first time, with
    /// what that may hold from before.
    /// </summary>
    public PacketTime Edge(long last)
    {
        var (first, end) = (new PacketTime(Files[1].Start).Add(-Disorder), new PacketTime(Files[1].Start).Add(Disorder));
        return last > first.Nanoseconds && last < end.Nanoseconds ? first : new PacketTime(last);
    }

    private static byte[] Frame(int number, int payload) =>
        Frames.Udp(IPAddress.Parse("10.0.0.1"), 1000 + number, IPAddress.Parse("10.0.0.2"), 53, Frames.Payload(payload + (number % 50)));
}
