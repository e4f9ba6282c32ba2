using System.Buffers;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Wire.Gravwell.Fake;

public sealed class FakeIndexerFaultTests
{
    [Fact]
    public void Secret_WrongOrRefused_IsSaidAndHungUp()
    {
        using var indexer = new FakeIndexer();
        using (var ingester = new TestIngester(indexer))
        {
            ingester.Authenticate("another").ShouldBe(IngestState.NotAuthenticatedId);
            ingester.Next().ShouldBeNull();
        }

        indexer.Faults.RefuseSecret = true;
        TestIngester.TryGreet(indexer).ShouldBeNull();
        indexer.Faults.RefuseSecret = false;
        TestIngester.Greeted(indexer).Dispose();
    }

    [Fact]
    public void Tags_Refused_AreRefusedInTheGreetingAndLater()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.RefuseTag = name => name == "secret";
        TestIngester.TryGreet(indexer, IngestCompression.None, "steno", "secret").ShouldBeNull();
        using var ingester = TestIngester.Greeted(indexer);
        ingester.Send(output => IngesterMessages.Tag(output, "secret"));
        ingester.Next()!.Value.Kind.ShouldBe(IndexerMessageKind.RefuseTag);
        ingester.Send(output => IngesterMessages.Tag(output, "other"));
        var confirmed = ingester.Next()!.Value;
        confirmed.Kind.ShouldBe(IndexerMessageKind.ConfirmTag);
        confirmed.Number.ShouldNotBe(ingester.Tags["steno"]);
    }

    [Fact]
    public async Task Tags_HeldOrLate_AreAnsweredThen()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.HoldTags = true;
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        var asked = Task.Run(() => ingester.AskTags("steno"), TestContext.Current.CancellationToken);
        (await Task.WhenAny(asked, Task.Delay(100, TestContext.Current.CancellationToken))).ShouldNotBe(asked);
        indexer.Faults.HoldTags = false;
        (await asked).ShouldBeTrue();

        indexer.Faults.TagDelay = TimeSpan.FromMilliseconds(150);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var late = TestIngester.Greeted(indexer);
        clock.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(140);
    }

    [Fact]
    public void NotReady_IsSaidUntilItIs()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.NotReady = true;
        using var ingester = new TestIngester(indexer);
        ingester.Authenticate().ShouldBe(IngestState.AuthenticatedId);
        ingester.AskTags("steno").ShouldBeTrue();
        ingester.Introduce().ShouldBeFalse();
        ingester.AskReady().ShouldBeFalse();
        indexer.Faults.NotReady = false;
        ingester.AskReady().ShouldBeTrue();
        ingester.Configure(IngestCompression.None).ShouldBeTrue();
    }

    [Theory]
    [InlineData(IndexerCutPoint.Challenge)]
    [InlineData(IndexerCutPoint.Authentication)]
    [InlineData(IndexerCutPoint.Tags)]
    [InlineData(IndexerCutPoint.Configuration)]
    public void Cut_InTheGreeting_HappensOnceOrEachTime(IndexerCutPoint point)
    {
        using var indexer = new FakeIndexer();
        foreach (var reset in new[] { true, false })
        {
            indexer.Faults.Cut = new(point) { Reset = reset };
            TestIngester.TryGreet(indexer).ShouldBeNull();
            indexer.Faults.Cut.ShouldBeNull();
            TestIngester.Greeted(indexer).Dispose();
        }

        indexer.Faults.Cut = new(point) { Repeats = true };
        TestIngester.TryGreet(indexer).ShouldBeNull();
        TestIngester.TryGreet(indexer).ShouldBeNull();
        indexer.Ledger.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(2, 50, true)]
    [InlineData(2, 50, false)]
    public void Cut_AmongEntries_StoresThoseBefore(int entries, int bytes, bool confirmsFirst)
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.Acks = IndexerAcks.Forced;
        using var ingester = TestIngester.Greeted(indexer);
        indexer.Faults.Cut = new(IndexerCutPoint.Entries, entries, bytes) { Reset = false, ConfirmsFirst = confirmsFirst };
        ingester.SendEntries(1, 3);
        ingester.Confirmations(3).Count.ShouldBe(confirmsFirst ? entries : 0);
        indexer.Ledger.WaitUntil(_ => indexer.Open == 0);
        indexer.Ledger.Count.ShouldBe(entries);
        indexer.Ledger.CutMessages.ShouldBe(bytes > 0 ? 1 : 0);
        indexer.Ledger.Confirmed.ShouldBe(confirmsFirst ? entries : 0);
        indexer.Ledger.Unconfirmed.Count.ShouldBe(confirmsFirst ? 0 : entries);
    }

    [Fact]
    public void Cut_AnyTime_EndsAllConnections()
    {
        using var indexer = new FakeIndexer();
        using var first = TestIngester.Greeted(indexer);
        using var second = TestIngester.Greeted(indexer, IngestCompression.Snappy);
        indexer.CutAll();
        first.Next().ShouldBeNull();
        second.Next().ShouldBeNull();
    }

    [Fact]
    public void Acks_Forced_ComeOnlyThen()
    {
        using var indexer = new FakeIndexer(new() { KeepAlive = TimeSpan.FromMilliseconds(20) });
        indexer.Faults.Acks = IndexerAcks.Forced;
        using var ingester = TestIngester.Greeted(indexer);
        ingester.SendEntries(1, 2);
        indexer.Ledger.WaitUntil(l => l.Count == 2);
        for (var i = 0; i < 3; i++)
            ingester.Next(pongs: true)!.Value.Kind.ShouldBe(IndexerMessageKind.Pong);
        ingester.Send(output => output.Write(IngesterMessages.ForceAck));
        ingester.Confirmations(2).ShouldBe([1ul, 2]);
    }

    [Fact]
    public void Acks_Withheld_ComeWhenThatEnds()
    {
        using var indexer = new FakeIndexer(new() { KeepAlive = TimeSpan.FromMilliseconds(20) });
        indexer.Faults.Acks = IndexerAcks.Withheld;
        using var ingester = TestIngester.Greeted(indexer);
        ingester.SendEntries(1, 2, force: true);
        indexer.Ledger.WaitUntil(l => l.Count == 2);
        for (var i = 0; i < 3; i++)
            ingester.Next(pongs: true)!.Value.Kind.ShouldBe(IndexerMessageKind.Pong);
        indexer.Ledger.Confirmed.ShouldBe(0);
        indexer.Ledger.Unconfirmed.Count.ShouldBe(2);
        indexer.Ledger.MostUnconfirmed.ShouldBe(2);
        indexer.Faults.Acks = IndexerAcks.Forced;
        ingester.Confirmations(2).ShouldBe([1ul, 2]);
    }

    [Fact]
    public void Acks_LateAndReordered_AllCome()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.AckDelay = TimeSpan.FromMilliseconds(150);
        indexer.Faults.ReorderAcks = true;
        using var ingester = TestIngester.Greeted(indexer);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        ingester.SendEntries(1, 100, force: true);
        var ids = ingester.Confirmations(100);
        clock.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(130);
        ids.ShouldBe(Enumerable.Range(1, 100).Select(i => (ulong)i), ignoreOrder: true);
        ids.SequenceEqual(ids.Order()).ShouldBeFalse();
    }

    [Fact]
    public void Throttle_IsSentToAll()
    {
        using var indexer = new FakeIndexer();
        using var ingester = TestIngester.Greeted(indexer, IngestCompression.Snappy);
        indexer.Throttle(TimeSpan.FromMilliseconds(1500));
        var message = ingester.Next()!.Value;
        message.Kind.ShouldBe(IndexerMessageKind.Throttle);
        message.Pause.ShouldBe(TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public void Mute_ReadsAndSaysNothing()
    {
        using var indexer = new FakeIndexer(new() { KeepAlive = TimeSpan.FromMilliseconds(5) });
        using var ingester = TestIngester.Greeted(indexer);
        indexer.Faults.Mute = true;
        ingester.SendEntries(1, 2, force: true);
        indexer.Ledger.WaitUntil(l => l.Count == 2 && l.MostUnconfirmed == 2);
        indexer.Ledger.Confirmed.ShouldBe(0);
        indexer.Faults.Mute = false;
        ingester.Confirmations(2).ShouldBe([1ul, 2]);
    }

    [Fact]
    public void Stall_ReadsNothingUntilItEnds()
    {
        using var indexer = new FakeIndexer(new() { KeepAlive = TimeSpan.FromMilliseconds(5) });
        using var ingester = TestIngester.Greeted(indexer);
        indexer.Faults.Stall = true;
        ingester.SendEntries(1, 1);
        for (var i = 0; i < 10; i++)
            ingester.Next(pongs: true)!.Value.Kind.ShouldBe(IndexerMessageKind.Pong);
        indexer.Ledger.Count.ShouldBe(0);
        indexer.Faults.Stall = false;
        ingester.Confirmations(1).ShouldBe([1ul]);
    }
}
