using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

public sealed class FakeIndexerTests
{
    [Theory]
    [InlineData(IndexerTransport.Tcp, IngestCompression.None)]
    [InlineData(IndexerTransport.Tcp, IngestCompression.Snappy)]
    [InlineData(IndexerTransport.Tls, IngestCompression.None)]
    [InlineData(IndexerTransport.Tls, IngestCompression.Snappy)]
    [InlineData(IndexerTransport.Unix, IngestCompression.None)]
    [InlineData(IndexerTransport.Unix, IngestCompression.Snappy)]
    public void Entries_OverEachTransport_AreStoredAndConfirmed(IndexerTransport transport, IngestCompression compression)
    {
        using var pki = new TestPki();
        using var indexer = transport == IndexerTransport.Tls ? new FakeIndexer(pki) : new FakeIndexer(new() { Transport = transport });
        using var ingester = TestIngester.Greeted(indexer, compression, "steno", "other");
        ingester.SendEntries(1, 2);
        ingester.SendEntries(3, 1, tag: "other");
        ingester.Confirmations(3).ShouldBe([1ul, 2, 3]);
        indexer.Ledger.WaitUntil(l => l.Confirmed == 3);

        var entry = indexer.Ledger.Entries[1];
        entry.Time.ShouldBe(new PacketTime(2));
        entry.Tag.ShouldBe("steno");
        entry.Source.ShouldBe(Samples.Source);
        entry.Data.ShouldBe(Samples.Data(2));
        entry.Values.ShouldBe([new("region", "Region 1"), new("job", 7ul), new("case", "INC-9"), new("wirelen", 60u)]);
        entry["wirelen"].ShouldBe(60ul);
        entry.Identity.ShouldBe(Samples.Identity(2));
        indexer.Ledger.Entries[2].Tag.ShouldBe("other");
        indexer.Ledger.HasConfirmed(Samples.Identity(3, "other")).ShouldBeTrue();
        indexer.Ledger.Unconfirmed.ShouldBeEmpty();
        indexer.Ledger.Violations.ShouldBeEmpty();
        indexer.Target.ShouldStartWith(transport switch { IndexerTransport.Tls => "tls://127.0.0.1:", IndexerTransport.Unix => "pipe:///", _ => "tcp://127.0.0.1:" });
    }

    [Fact]
    public void Entries_TensOfThousands_AreCountedAndAddedUp()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Counts });
        using var ingester = TestIngester.Greeted(indexer, IngestCompression.Snappy);
        const int Batch = 1000;
        ulong sum = 0;
        for (var i = 0; i < 30 * Batch; i += Batch)
        {
            ingester.SendEntries(i, Batch, force: true);
            ingester.Confirmations(Batch)[^1].ShouldBe((ulong)(i + Batch));
            for (var j = i; j < i + Batch; j++)
                sum += Samples.Identity(j);
        }

        indexer.Ledger.WaitUntil(l => l.Confirmed == 30 * Batch);
        indexer.Ledger.Count.ShouldBe(30 * Batch);
        indexer.Ledger.Sum.ShouldBe(sum);
        indexer.Ledger.MostUnconfirmed.ShouldBeInRange(1, Batch);
        indexer.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Restart_AtTheSamePlace_KeepsWhatItHasAndTellsWhatCameTwice()
    {
        foreach (var transport in new[] { IndexerTransport.Tcp, IndexerTransport.Unix })
        {
            using var indexer = new FakeIndexer(new() { Transport = transport });
            indexer.Faults.Acks = IndexerAcks.Withheld;
            var target = indexer.Target;
            using var first = TestIngester.Greeted(indexer);
            first.SendEntries(1, 3, force: true);
            indexer.Ledger.WaitUntil(l => l.Count == 3);
            indexer.Restart();
            first.Next().ShouldBeNull();
            indexer.Target.ShouldBe(target);
            indexer.Open.ShouldBe(0);

            indexer.Faults.Acks = IndexerAcks.Prompt;
            using var second = TestIngester.Greeted(indexer);
            second.Tags["steno"].ShouldNotBe(first.Tags["steno"], "numbers belong to one connection");
            second.SendEntries(2, 3);
            second.Confirmations(3).ShouldBe([1ul, 2, 3]);
            indexer.Ledger.WaitUntil(l => l.Confirmed == 3);
            indexer.Ledger.Count.ShouldBe(6);
            indexer.Ledger.Distinct.ShouldBe(4);
            indexer.Ledger.Duplicates.ShouldBe(2);
            indexer.Ledger.Doubled.Select(e => e.Identity).ShouldBe([Samples.Identity(2), Samples.Identity(3)]);
            indexer.Ledger.Unconfirmed.ShouldBe([Samples.Identity(1)]);
            indexer.Accepted.ShouldBe(2);
        }
    }

    [Fact]
    public void Stopped_TakesNobody()
    {
        using var indexer = new FakeIndexer();
        indexer.Stop();
        Should.Throw<System.Net.Sockets.SocketException>(() => new TestIngester(indexer));
        indexer.Start();
        TestIngester.Greeted(indexer).Dispose();
        indexer.Ledger.WaitUntil(_ => indexer.Open == 0);
    }

    [Fact]
    public void SignsOfLife_ComeUnasked()
    {
        using var indexer = new FakeIndexer(new() { KeepAlive = TimeSpan.FromMilliseconds(20) });
        using var ingester = TestIngester.Greeted(indexer);
        for (var i = 0; i < 3; i++)
            ingester.Next(pongs: true)!.Value.Kind.ShouldBe(IndexerMessageKind.Pong);
    }

    [Fact]
    public void OlderVersion_IsSpokenToInFewerWords()
    {
        using var indexer = new FakeIndexer(new() { Version = 1 });
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.Challenge.Version.ShouldBe((ushort)1);
        ingester.AskTags("steno").ShouldBeTrue();
        ingester.Send(output => new EntryEncoder(ingester.Tags["steno"], Samples.Source).Write(output, 1, 5, 60, Samples.Data(5)));
        ingester.Confirmations(1).ShouldBe([1ul]);
        indexer.Ledger.Entries.ShouldHaveSingleItem().Values.ShouldBeEmpty();
    }

    [Fact]
    public void SnappyNotGranted_StaysClear()
    {
        using var indexer = new FakeIndexer(new() { GrantSnappy = false });
        using var ingester = TestIngester.Greeted(indexer, IngestCompression.Snappy);
        ingester.SendEntries(1, 1);
        ingester.Confirmations(1).ShouldBe([1ul]);
    }

    [Fact]
    public void DittoBlock_IsConfirmedAsOne()
    {
        using var indexer = new FakeIndexer();
        using var ingester = TestIngester.Greeted(indexer);
        ingester.Send(output => IngesterMessages.DittoBlock(output, 2));
        ingester.SendEntries(1, 3);
        var answers = new[] { ingester.Next()!.Value, ingester.Next()!.Value };
        answers.Select(a => (a.Kind, a.Number)).ShouldBe([(IndexerMessageKind.ConfirmDittoBlock, 0ul), (IndexerMessageKind.Confirm, 3ul)], ignoreOrder: true);
        indexer.Ledger.Count.ShouldBe(3);
    }
}
