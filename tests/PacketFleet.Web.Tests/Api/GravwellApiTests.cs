using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Tests.Components.Gravwell;

namespace PacketFleet.Web.Tests.Api;

public sealed class GravwellApiTests
{
    private static readonly FakeGravwell Standing = new()
    {
        Status = new(
            [
                new("tcp://a:4023", IndexerState.Ready, null, Make.Moment, null, 21, 48_190, 6_200_000, 310_000.5),
                new("tls://b:4024", IndexerState.NotReady, "tls://b:4024 is not ready yet.", Make.Moment, Make.Moment.AddSeconds(10), 0, 0, 0, 0),
            ],
            DeliveryLogKind.Spool, 7, 412, 1000),
    };

    [Fact]
    public async Task Gravwell_NotConfigured_SaysSo()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync("/api/v1/gravwell"))
            .ShouldBe("""{"configured":false,"log":"archive","waitingEntries":0,"spoolBytes":0,"spoolMaxBytes":0,"indexers":[]}""");
    }

    [Fact]
    public async Task Gravwell_Configured_TellsEachIndexer()
    {
        await using var host = await ApiHost.StartAsync(gravwell: Standing);

        (await host.Client.GetStringAsync("/api/v1/gravwell")).ShouldBe(
            """{"configured":true,"log":"spool","waitingEntries":7,"spoolBytes":412,"spoolMaxBytes":1000,"indexers":["""
            + """{"target":"tcp://a:4023","state":"ready","reason":null,"since":"2026-11-24T15:30:00.25Z","nextAttempt":null,"unacknowledged":21,"entries":48190,"bytes":6200000,"bytesPerSecond":310000.5},"""
            + """{"target":"tls://b:4024","state":"notReady","reason":"tls://b:4024 is not ready yet.","since":"2026-11-24T15:30:00.25Z","nextAttempt":"2026-11-24T15:30:10.25Z","unacknowledged":0,"entries":0,"bytes":0,"bytesPerSecond":0}]}""");
    }

    [Fact]
    public async Task Job_TellsEachSinksShare_AndEachRegions()
    {
        await using var host = await ApiHost.StartAsync();
        var job = Make.Job(1);
        host.Jobs.Put(job with { Regions = [job.Regions[0] with { Sinks = [new SinkSnapshot("Gravwell", 4, 1, 400)] }, job.Regions[1]] });

        var (_, json) = await host.SendAsync(HttpMethod.Get, "/api/v1/jobs/1");

        json.GetProperty("sinks").GetRawText().ShouldBe("""[{"name":"Archive","deliveredPackets":9,"maybeDoubled":0,"deliveredBytes":900}]""");
        json.GetProperty("regions")[0].GetProperty("sinks").GetRawText().ShouldBe("""[{"name":"Gravwell","deliveredPackets":4,"maybeDoubled":1,"deliveredBytes":400}]""");
        json.GetProperty("regions")[1].GetProperty("sinks").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Document_Gravwell_DescribesStates()
    {
        await using var host = await ApiHost.StartAsync();

        var (_, document) = await host.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("IndexerState").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldBe(["connecting", "greeting", "notReady", "ready", "down", "refused"]);
        schemas.GetProperty("DeliveryLogKind").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldBe(["archive", "spool", "memory"]);
    }

    [Fact]
    public async Task Metrics_OfIndexers_AreThere()
    {
        await using var host = await ApiHost.StartAsync(gravwell: Standing);

        var text = await host.Client.GetStringAsync("/metrics");

        foreach (var line in (string[])[
            "packetfleet_gravwell_indexers 2", "packetfleet_gravwell_indexers_ready 1", "packetfleet_gravwell_indexer_ready{indexer=\"tls://b:4024\"} 0",
            "packetfleet_gravwell_unacknowledged_entries{indexer=\"tcp://a:4023\"} 21", "packetfleet_gravwell_entries_total{indexer=\"tcp://a:4023\"} 48190",
            "packetfleet_gravwell_bytes_total{indexer=\"tcp://a:4023\"} 6200000", "packetfleet_gravwell_waiting_entries 7", "packetfleet_gravwell_spool_bytes 412", "packetfleet_gravwell_spool_max_bytes 1000"])
            text.ShouldContain($"\n{line}\n");
    }
}
