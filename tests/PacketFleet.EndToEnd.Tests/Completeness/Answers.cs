using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Completeness;

/// <summary>What came of a job, held against what was to come.</summary>
internal static class Answers
{
    private static readonly byte[] Source = [.. new byte[15], 100];

    /// <summary>A query for a window that an index can count.</summary>
    public static string Query(PacketTime? after, PacketTime? before) =>
        "net 0.0.0.0/0" + (after is { } a ? $" and after {a}" : "") + (before is { } b ? $" and before {b}" : "");

    /// <summary>A region of a job.</summary>
    public static JsonElement Of(this JsonElement job, string region) => job.GetProperty("regions").EnumerateArray().Single(r => r.GetProperty("name").GetString() == region);

    public static string? Verdict(this JsonElement region) => region.GetProperty("verdict").GetString();

    public static string? State(this JsonElement element) => element.GetProperty("state").GetString();

    /// <summary>Its gaps, each as kind, start and end.</summary>
    public static string[] Gaps(this JsonElement region) =>
        [.. region.GetProperty("gaps").EnumerateArray().Select(g => $"{g.GetProperty("kind").GetString()} {g.GetProperty("from").GetString()} {g.GetProperty("to").GetString()}")];

    /// <summary>A gap as <see cref="Gaps"/> tells it.</summary>
    public static string Gap(string kind, PacketTime from, PacketTime to) => $"{kind} {from} {to}";

    /// <summary>What a region's receipt says is answered in full, each as start and end.</summary>
    public static string[] Covered(this JsonElement receipt) =>
        [.. receipt.GetProperty("covered").EnumerateArray().Select(c => $"{c.GetProperty("from").GetString()} {c.GetProperty("to").GetString()}")];

    /// <summary>A window without the gaps of a region, as <see cref="Covered"/> tells it.</summary>
    public static string[] Rest(TimeWindow window, JsonElement region)
    {
        var rest = new List<string>();
        var from = window.After.ToString();
        foreach (var gap in region.GetProperty("gaps").EnumerateArray())
        {
            Add(gap.GetProperty("from").GetString());
            from = gap.GetProperty("to").GetString();
        }

        Add(window.Before.ToString());
        return [.. rest];

        void Add(string? to)
        {
            if (from != to)
                rest.Add($"{from} {to}");
        }
    }

    /// <summary>Fails unless the archive's packets of a region are these, each once, and perhaps some more of others.</summary>
    public static async Task ShouldHoldAsync(this PacketFleetProcess fleet, long id, string region, IEnumerable<TestPacket> packets, IReadOnlyList<TestPacket>? perhaps = null)
    {
        var held = Captures.Keys(Captures.Read(await fleet.DownloadAsync(id, $"?region={Uri.EscapeDataString(region)}")));
        foreach (var key in Captures.Keys(perhaps ?? []))
            held.Remove(key);
        var expected = Captures.Keys(packets);
        if (held.SequenceEqual(expected))
            return;
        var (lost, more) = (expected.Except(held).ToList(), held.Except(expected).ToList());
        throw new ShouldAssertException(
            $"{region} has {held.Count} packets of {expected.Count}: {lost.Count} lost ({Ends(lost)}), {more.Count} strange ({Ends(more)}), {held.Count - held.Distinct().Count()} doubled.\n{fleet.Output}");
    }

    /// <summary>Fails unless each packet came to the indexers; returns how many came again, which the region must have told.</summary>
    public static long ShouldHaveArrived(this JsonElement job, string region, IEnumerable<TestPacket> packets, FakeIndexer indexer)
    {
        job.ShouldHaveCome(region, packets, indexer);
        indexer.Ledger.Duplicates.ShouldBeLessThanOrEqualTo(job.MaybeDoubled(), job.ToString());
        return indexer.Ledger.Duplicates;
    }

    /// <summary>Fails unless each packet came to the indexer, how often it may be.</summary>
    public static void ShouldHaveCome(this JsonElement job, string region, IEnumerable<TestPacket> packets, FakeIndexer indexer)
    {
        var (id, lost, sent) = ((ulong)job.GetProperty("id").GetInt64(), 0, 0);
        foreach (var packet in packets)
        {
            sent++;
            var identity = IdentityOf(packet, region, id);
            if (!indexer.Ledger.HasReceived(identity))
                lost++;
        }

        lost.ShouldBe(0, $"{lost} of {sent} packets of {region} were lost. {job}");
    }

    /// <summary>So many may have come to Gravwell twice.</summary>
    public static long MaybeDoubled(this JsonElement job) =>
        job.GetProperty("sinks").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "Gravwell").GetProperty("maybeDoubled").GetInt64();

    private static ulong IdentityOf(TestPacket packet, string region, ulong job)
    {
        List<EnumeratedValue> values = [new("region", region), new("job", job), new("wirelen", packet.OriginalLength)];
        var block = new byte[EnumeratedBlock.Length(values)];
        EnumeratedBlock.Write(block, values);
        return EntryIdentity.Of(new PacketTime(packet.Time), "steno", Source, packet.Data, block);
    }

    private static string Ends(List<string> keys) => keys.Count == 0 ? "none" : $"{new PacketTime(Time(keys[0]))} to {new PacketTime(Time(keys[^1]))}";

    private static long Time(string key) => long.Parse(key.AsSpan(0, key.IndexOf(' ')), System.Globalization.CultureInfo.InvariantCulture);
}
