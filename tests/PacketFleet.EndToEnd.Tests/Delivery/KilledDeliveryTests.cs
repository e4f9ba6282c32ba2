using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The program is killed while it delivers, in each way that packets wait: nothing is lost, and what comes twice is told.</summary>
public sealed class KilledDeliveryTests(ITestOutputHelper output)
{
    private static readonly byte[] Source = [.. new byte[15], 100];

    [Theory]
    [InlineData(DeliveryLogKind.Archive, IndexerAcks.Prompt)]
    [InlineData(DeliveryLogKind.Archive, IndexerAcks.Withheld)]
    [InlineData(DeliveryLogKind.Spool, IndexerAcks.Prompt)]
    [InlineData(DeliveryLogKind.Spool, IndexerAcks.Withheld)]
    [InlineData(DeliveryLogKind.Memory, IndexerAcks.Prompt)]
    [InlineData(DeliveryLogKind.Memory, IndexerAcks.Withheld)]
    public async Task Killed_InMidDelivery_LosesNothing(DeliveryLogKind log, IndexerAcks acks)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var traffic = new NumberedTraffic(120_000);
        using var pki = new TestPki();
        using var region = new FakeStenographer(pki);
        region.Answer = _ => traffic.Play(TimeSpan.FromMilliseconds(4));
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        await using var fleet = await PacketFleetProcess.StartAsync(new GravwellSettings { Regions = [region.Region("Region 1")], Targets = [indexer.Target], Log = log }.ToString());
        var id = await fleet.SubmitSourcedAsync("net 0.0.0.0/0", "Region 1");

        for (var kill = 0; kill < 2; kill++)
        {
            var moment = indexer.Ledger.Count + random.Next(1, 30_000);
            (await Eventually.IsAsync(() => indexer.Ledger.Count >= moment, 60)).ShouldBeTrue($"{indexer.Ledger.Count} of {moment}\n{fleet.Output}");
            if (acks == IndexerAcks.Withheld)
            {
                indexer.Faults.Acks = IndexerAcks.Withheld;
                await Task.Delay(random.Next(1, 300));
            }

            await fleet.KillAsync();
            indexer.Faults.Acks = IndexerAcks.Prompt;
            output.WriteLine($"Killed at {indexer.Ledger.Count:N0} entries");
            await fleet.StartAgainAsync();
        }

        await ShouldHaveAllAsync(fleet, id, traffic, indexer);
        indexer.Ledger.Duplicates.ShouldBeLessThanOrEqualTo(2 * 4095);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Killed_WhenAllIsRead_AndPartOfItConfirmed_LosesNothing(DeliveryLogKind log)
    {
        var traffic = new NumberedTraffic(4000);
        using var pki = new TestPki();
        using var region = new FakeStenographer(pki);
        region.Answer = _ => traffic.Play(TimeSpan.FromMilliseconds(4));
        using var indexer = new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities });
        indexer.Faults.Acks = IndexerAcks.Withheld;
        await using var fleet = await PacketFleetProcess.StartAsync(new GravwellSettings { Regions = [region.Region("Region 1")], Targets = [indexer.Target], Log = log }.ToString());
        var id = await fleet.SubmitSourcedAsync("net 0.0.0.0/0", "Region 1");
        (await Eventually.IsAsync(() => indexer.Ledger.Count >= 500, 60)).ShouldBeTrue(fleet.Output);
        indexer.Faults.Stall = true;
        await fleet.WaitAsync(id, j => j.GetProperty("regions")[0].GetProperty("state").GetString() == "draining");
        indexer.Faults.Acks = IndexerAcks.Prompt;
        var partly = await fleet.WaitAsync(id, j => j.GetProperty("deliveredPackets").GetInt64() > 0);
        partly.GetProperty("deliveredPackets").GetInt64().ShouldBeLessThan(traffic.Packets);

        // What is confirmed has reached the store, too.
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        await fleet.KillAsync();
        indexer.Faults.Stall = false;
        await fleet.StartAgainAsync();
        await ShouldHaveAllAsync(fleet, id, traffic, indexer);
    }

    private async Task ShouldHaveAllAsync(PacketFleetProcess fleet, long id, NumberedTraffic traffic, FakeIndexer indexer)
    {
        var job = await fleet.WaitForEndAsync(id, 90);
        job.GetProperty("state").GetString().ShouldBe("completed", job.ToString());
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(traffic.Packets);
        var identities = traffic.Identities("steno", Source, "Region 1", id).ToHashSet();
        identities.Count.ShouldBe(traffic.Packets);
        identities.Count(i => !indexer.Ledger.HasReceived(i)).ShouldBe(0);
        indexer.Ledger.Distinct.ShouldBe(traffic.Packets);
        indexer.Ledger.Violations.ShouldBeEmpty();

        var sink = job.GetProperty("sinks").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "Gravwell");
        output.WriteLine($"{indexer.Ledger.Duplicates:N0} came twice, at most {sink.GetProperty("maybeDoubled").GetInt64():N0} told");
        sink.GetProperty("maybeDoubled").GetInt64().ShouldBeGreaterThanOrEqualTo(indexer.Ledger.Duplicates);
    }
}
