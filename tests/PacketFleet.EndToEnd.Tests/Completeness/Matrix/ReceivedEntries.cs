using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>What an indexer holds of jobs that were submitted with the source 100, against what it is to hold: byte for byte.</summary>
internal static class ReceivedEntries
{
    private static readonly string Source = Convert.ToHexString([.. new byte[15], 100]);

    /// <summary>Fails unless each packet of each region came, and nothing else; returns how many came again.</summary>
    /// <param name="indexer">Keeps whole entries.</param>
    /// <param name="wanted">All of all jobs so far.</param>
    public static int ShouldBe(FakeIndexer indexer, IEnumerable<(long Job, string Region, TestPacket Packet)> wanted)
    {
        var entries = indexer.Ledger.Entries;
        var received = entries.Select(Key).ToHashSet(StringComparer.Ordinal);
        var expected = wanted.Select(w => Key(w.Packet, w.Region, w.Job)).ToHashSet(StringComparer.Ordinal);
        var (lost, strange) = (expected.Except(received).ToList(), received.Except(expected).ToList());
        (lost.Count, strange.Count).ShouldBe((0, 0), $"lost: {lost.FirstOrDefault()}; strange: {strange.FirstOrDefault()}");
        return entries.Count - received.Count;
    }

    private static string Key(ReceivedEntry entry) =>
        Key(entry.Time, entry.Tag, Convert.ToHexString(entry.Source), Convert.ToHexString(entry.Data), $"{entry["region"]}", $"{entry["job"]}", $"{entry["wirelen"]}");

    private static string Key(TestPacket packet, string region, long job) =>
        Key(new PacketTime(packet.Time), "steno", Source, Convert.ToHexString(packet.Data), region, $"{job}", $"{packet.OriginalLength}");

    private static string Key(PacketTime time, string tag, string source, string data, string region, string job, string length) =>
        $"{time} {tag} {source} {region} {job} {length} {data}";
}
