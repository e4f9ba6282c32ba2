using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Completeness;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The settings say another place for packets to wait after a restart: nothing is lost, and what is stored stays.</summary>
public sealed class PlaceChangedTests(ITestOutputHelper output)
{
    private static readonly byte[] Source = [.. new byte[15], 100];

    [Theory]
    [InlineData(DeliveryLogKind.Archive, DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Archive, DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Spool, DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool, DeliveryLogKind.Memory)]
    [InlineData(DeliveryLogKind.Memory, DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory, DeliveryLogKind.Spool)]
    public async Task UnfinishedJob_GoesOnElsewhere_WithEveryPacket(DeliveryLogKind first, DeliveryLogKind then)
    {
        var traffic = new NumberedTraffic(20_000);
        using var pki = new TestPki();
        using var region = new FakeStenographer(pki);
        region.Answer = _ => traffic.Play(TimeSpan.FromMilliseconds(20));
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        var settings = new GravwellSettings { Regions = [region.Region("Region 1")], Targets = [indexer.Target], Log = first };
        await using var fleet = await PacketFleetProcess.StartAsync(settings.ToString());
        var id = await fleet.SubmitSourcedAsync("net 0.0.0.0/0", "Region 1");

        // Gravwell stops in the middle of what is read, so that there is something that waits.
        (await Eventually.IsAsync(() => indexer.Ledger.Count >= 2000, 60)).ShouldBeTrue(fleet.Output);
        indexer.Faults.Stall = true;
        await fleet.WaitAsync(id, j => j.GetProperty("packets").GetInt64() > 5000);
        (await fleet.StopAsync()).ShouldBe(0);
        indexer.Faults.Stall = false;
        await ChangeAsync(fleet, settings with { Log = then });
        await fleet.StartAgainAsync();

        var job = await fleet.WaitForEndAsync(id, 90);
        job.State().ShouldBe("completed", $"{job}\n{fleet.Output}");
        job.GetProperty("packets").GetInt64().ShouldBe(traffic.Packets, job.ToString());
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(traffic.Packets);
        traffic.Identities("steno", Source, "Region 1", id).Count(i => !indexer.Ledger.HasReceived(i)).ShouldBe(0, job.ToString());
        output.WriteLine($"{indexer.Ledger.Duplicates:N0} came twice, at most {job.MaybeDoubled():N0} told");
        job.MaybeDoubled().ShouldBeGreaterThanOrEqualTo(indexer.Ledger.Duplicates);
        if (then == DeliveryLogKind.Archive)
            await fleet.ShouldHoldAsync(id, "Region 1", Enumerable.Range(0, traffic.Packets).Select(i => traffic[i]));
    }

    [Fact]
    public async Task ArchiveSwitchedOff_KeepsWhatIsInIt()
    {
        var traffic = new NumberedTraffic(3000);
        using var pki = new TestPki();
        using var region = new FakeStenographer(pki);
        region.Answer = _ => traffic.Play();
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        var settings = new GravwellSettings { Regions = [region.Region("Region 1")], Targets = [indexer.Target] };
        await using var fleet = await PacketFleetProcess.StartAsync(settings.ToString());
        var id = await fleet.SubmitSourcedAsync("net 0.0.0.0/0", "Region 1");
        await fleet.WaitForEndAsync(id);
        foreach (var kind in new[] { DeliveryLogKind.Memory, DeliveryLogKind.Spool, DeliveryLogKind.Archive })
        {
            await fleet.StopAsync();
            await ChangeAsync(fleet, settings with { Log = kind });
            await fleet.StartAgainAsync();
            await fleet.ShouldHoldAsync(id, "Region 1", Enumerable.Range(0, traffic.Packets).Select(i => traffic[i]));
        }

        // Where somebody else has taken a file away, that is said.
        foreach (var file in Directory.GetFiles(Path.Combine(fleet.Directory, "data"), "*.pcapng", SearchOption.AllDirectories))
            File.Delete(file);
        using var missing = await fleet.Http.GetAsync($"/api/v1/jobs/{id}/pcap");
        missing.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await missing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldStartWith($"The archive's files of job {id} cannot be read (");
    }

    private static Task ChangeAsync(PacketFleetProcess fleet, GravwellSettings settings) => File.WriteAllTextAsync(Path.Combine(fleet.Directory, "settings.json"), settings.ToString());
}
