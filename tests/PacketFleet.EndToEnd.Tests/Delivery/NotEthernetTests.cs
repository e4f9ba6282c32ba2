using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using static PacketFleet.EndToEnd.Tests.Delivery.OldLossesOfJobsTests;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>Captures of a directory that hold more than Ethernet frames: Gravwell takes no other, which is told.</summary>
public sealed class NotEthernetTests : IDisposable
{
    private const int RawIp = 101;

    private readonly DirectoryInfo _captures = Directory.CreateTempSubdirectory("packetfleet-captures-");
    private readonly FakeIndexer _indexer = new();

    public void Dispose()
    {
        _indexer.Dispose();
        _captures.Delete(recursive: true);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task OtherFrames_AreAGapWithASentence_AndEthernetArrives(DeliveryLogKind log)
    {
        var ethernet = PcapBuilder.Mixed(2000, seed: 5).Packets;
        var raw = ethernet.Take(300).Select((p, i) => p with { Time = p.Time + 1000, Data = [0x45, .. new byte[i % 50 + 19]] }).ToList();
        raw = [.. raw.Select(p => p with { OriginalLength = (uint)p.Data.Length })];
        File.WriteAllBytes(Path.Combine(_captures.FullName, "ethernet.pcap"), ClassicPcap.Write(ethernet));
        File.WriteAllBytes(Path.Combine(_captures.FullName, "raw.pcap"), ClassicPcap.Write(raw, RawIp));
        var settings = new GravwellSettings { Regions = [new RegionOptions { Name = "Captures", PcapDirectory = _captures.FullName }], Targets = [_indexer.Target], Log = log };
        await using var fleet = await PacketFleetProcess.StartAsync(settings.ToString());

        var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync("after 2000-01-01T00:00:00Z", "Captures"));
        var region = Region(job, "Captures");
        (region.GetProperty("packets").GetInt64(), region.GetProperty("deliveredPackets").GetInt64()).ShouldBe((2300, 2000));
        (region.GetProperty("state").GetString(), region.GetProperty("verdict").GetString()).ShouldBe(("failed", "missing"));
        var gap = region.GetProperty("gaps").EnumerateArray().Single(g => g.GetProperty("kind").GetString() == "failed");
        var elsewhere = log == DeliveryLogKind.Archive ? "; the archive does" : "";
        gap.GetProperty("reason").GetString().ShouldBe($"300 packets of Captures are not Ethernet frames, which is all Gravwell takes: it does not have them{elsewhere}.");
        job.GetProperty("sinks").EnumerateArray().Last().GetProperty("deliveredPackets").GetInt64().ShouldBe(2000);

        Captures.Keys(_indexer.Ledger.Entries.Select(e => new TestPacket(e.Time.Nanoseconds, (uint)(ulong)e["wirelen"]!, e.Data))).ShouldBe(Captures.Keys(ethernet));
        _indexer.Ledger.Violations.ShouldBeEmpty();
        if (log == DeliveryLogKind.Archive)
            Captures.Keys(Captures.Read(await fleet.DownloadAsync(job.GetProperty("id").GetInt64()))).ShouldBe(Captures.Keys(ethernet.Concat(raw)));
    }
}
