using System.Text;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Packets;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>With neither archive nor spool no byte of a packet is written anywhere: not while packets wait, not afterwards.</summary>
public sealed class NothingWrittenTests : IDisposable
{
    private const int Packets = 60_000;

    private readonly string _marker = $"packet-payload-{Guid.NewGuid():N}";
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("packetfleet-tmp-");
    private readonly TestPki _pki = new();
    private readonly FakeIndexer _indexer = new(new FakeIndexerOptions { Keep = IndexerKeep.Counts });

    public void Dispose()
    {
        _indexer.Dispose();
        _pki.Dispose();
        _temporary.Delete(recursive: true);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Memory, false)]
    [InlineData(DeliveryLogKind.Spool, true)]
    public async Task Marker_InEveryPacket_IsInAFileOnlyWherePacketsMayRest(DeliveryLogKind log, bool written)
    {
        using var region = new FakeStenographer(_pki) { Answer = _ => Answer() };
        var settings = new GravwellSettings { Regions = [region.Region("Region 1")], Targets = [_indexer.Target], Log = log };
        await using var fleet = await PacketFleetProcess.StartAsync(settings.ToString(), environment: new() { ["TMPDIR"] = _temporary.FullName });
        _indexer.Faults.Acks = IndexerAcks.Withheld;
        var id = await fleet.SubmitAsync(LossesFleet.Query, "Region 1");
        _indexer.Ledger.WaitUntil(l => l.Count > 1000);
        await fleet.WaitAsync(id, j => j.GetProperty("packets").GetInt64() > 10_000);
        for (var look = 0; look < 5; look++)
        {
            (Written(fleet).Count > 0).ShouldBe(written, string.Join('\n', Written(fleet)));
            await Task.Delay(500);
        }

        _indexer.Faults.Acks = IndexerAcks.Prompt;
        var job = await fleet.WaitForEndAsync(id);
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(Packets);
        _indexer.Ledger.Count.ShouldBe(Packets);
        Written(fleet).ShouldBeEmpty();
        (await fleet.StopAsync()).ShouldBe(0, fleet.Output);
        WrittenBytes.FilesWith(_marker, null, fleet.Directory, _temporary.FullName).ShouldBeEmpty();
        fleet.Output.ShouldNotContain(_marker);
    }

    private List<string> Written(PacketFleetProcess fleet) => WrittenBytes.FilesWith(_marker, fleet.ProcessId, fleet.Directory, _temporary.FullName);

    private FakeAnswer Answer()
    {
        var payload = Encoding.ASCII.GetBytes(_marker);
        var block = ClassicPcap.Records(Enumerable.Range(0, 100).Select(i => new TestPacket(PcapBuilder.DefaultStart + (i * 1000), Frames.Ethernet(0x0800, payload))));
        return FakeAnswer.Repeated(ClassicPcap.Header(), block, Packets / 100);
    }
}
