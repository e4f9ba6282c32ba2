using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using Transport = PacketFleet.TestKit.Gravwell.IndexerTransport;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>Three indexers that break all the time, each in its way.</summary>
public sealed class IndexerChaosTests
{
    [Fact]
    public void Indexers_BreakingAllTheTime_LoseNothing()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var pki = new TestPki();
        using var first = IndexerClientTests.Indexer(Transport.Tcp, pki);
        using var second = IndexerClientTests.Indexer(Transport.Tls, pki);
        using var third = IndexerClientTests.Indexer(Transport.Unix, pki);
        FakeIndexer[] indexers = [first, second, third];
        using var delivering = new Delivering(IndexerClientTests.Trusting(pki) with { Compression = random.Next(2) == 0 }, indexers);
        for (var step = 0; step < 60; step++)
        {
            delivering.Owner.Send(random.Next(random.Next(2) == 0 ? 10 : 4000));
            var indexer = indexers[random.Next(3)];
            indexer.Faults.ReorderAcks = random.Next(2) == 0;
            indexer.Faults.AckDelay = TimeSpan.FromMilliseconds(random.Next(20));
            indexer.Faults.Acks = (IndexerAcks)random.Next(2);
            switch (random.Next(4))
            {
                case 0:
                    indexer.CutAll(random.Next(2) == 0);
                    break;
                case 1:
                    indexer.Restart();
                    break;
                case 2:
                    indexer.Faults.Cut = new((IndexerCutPoint)random.Next(5), random.Next(3000), random.Next(100)) { Reset = random.Next(2) == 0, ConfirmsFirst = random.Next(2) == 0 };
                    break;
                default:
                    delivering.Owner.WaitUntil(() => delivering.Owner.Written - delivering.Owner.Confirmations < 2000);
                    break;
            }
        }

        foreach (var indexer in indexers)
            indexer.Faults.Cut = null;
        delivering.ShouldHaveDeliveredAll();
    }
}
