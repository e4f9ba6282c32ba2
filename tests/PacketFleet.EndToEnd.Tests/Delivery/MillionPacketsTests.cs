using System.Diagnostics;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>A million packets from a region to an indexer, over each kind of connection: all arrive as they are, once each.</summary>
public sealed class MillionPacketsTests(ITestOutputHelper output)
{
    private readonly NumberedTraffic _traffic = new(1_000_000);

    [Fact]
    public Task OverTcp_WithTheArchive() => DeliverAsync(_ => new FakeIndexer(Keeping), s => s);

    [Fact]
    public Task OverTls_InMemory() => DeliverAsync(pki => new FakeIndexer(pki, Keeping), s => s with { Log = DeliveryLogKind.Memory }, pki => pki.CaCert);

    [Fact]
    public Task OverAUnixSocket_WithTheArchive() => DeliverAsync(_ => new FakeIndexer(Keeping with { Transport = TestKit.Gravwell.IndexerTransport.Unix }), s => s);

    [Fact]
    public async Task Compressed_InMemory()
    {
        var indexer = await DeliverAsync(_ => new FakeIndexer(Keeping), s => s with { Log = DeliveryLogKind.Memory, Compression = true });
        indexer.Ledger.Compressed.ShouldBe(1);
    }

    private static FakeIndexerOptions Keeping => new() { Keep = IndexerKeep.Identities };

    private async Task<FakeIndexer> DeliverAsync(Func<TestPki, FakeIndexer> indexer, Func<GravwellSettings, GravwellSettings> with, Func<TestPki, string>? authority = null)
    {
        await using var fleet = new TrafficFleet(_traffic, default, pki => [indexer(pki)]);
        await fleet.StartAsync(s => with(s) with { CaCert = authority?.Invoke(fleet.Pki) });
        var since = Stopwatch.StartNew();
        var job = await fleet.Program.WaitForEndAsync(await fleet.SubmitAsync(), 120);
        var ledger = fleet.Indexer.Ledger;
        output.WriteLine($"{since.Elapsed.TotalSeconds:0.0} s, at most {ledger.MostUnconfirmed} unconfirmed");

        fleet.CheckArrived(job, breaks: 0).ShouldBe((0, 0));
        (ledger.Count, ledger.Distinct, ledger.Duplicates, ledger.Confirmed).ShouldBe((1_000_000, 1_000_000, 0, 1_000_000));
        ledger.Sum.ShouldBe(fleet.SumOf(job));
        ledger.Bytes.ShouldBe(job.GetProperty("bytes").GetInt64());
        foreach (var sink in job.GetProperty("sinks").EnumerateArray())
            sink.GetProperty("deliveredPackets").GetInt64().ShouldBe(1_000_000);
        return fleet.Indexer;
    }
}
