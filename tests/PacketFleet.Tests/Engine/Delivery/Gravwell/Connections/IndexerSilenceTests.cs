using System.Diagnostics;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using Transport = PacketFleet.TestKit.Gravwell.IndexerTransport;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>An indexer that is there and yet not.</summary>
public sealed class IndexerSilenceTests
{
    [Fact]
    public void Confirmations_WithheldForGood_GoToAnother()
    {
        using var withholding = new FakeIndexer(new() { Keep = IndexerKeep.Identities, KeepAlive = TimeSpan.FromMilliseconds(100) });
        using var other = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        withholding.Faults.Acks = IndexerAcks.Withheld;
        using var delivering = new Delivering(With(t => t with { Withheld = TimeSpan.FromSeconds(1), FirstBackOff = TimeSpan.FromMinutes(1), LongestBackOff = TimeSpan.FromMinutes(1) }), withholding, other);
        delivering.WaitFor(s => s.State == IndexerState.Ready, 0);
        delivering.Owner.Send(10_000);
        var down = delivering.WaitFor(s => s.State == IndexerState.Down);
        down.Reason.ShouldBe($"{withholding.Target} has {delivering.Owner.BrokenEntries:N0} packets from us and has confirmed none of them for 1 s: check its disk and its log.");

        // What it gets again at once it keeps again.
        withholding.Stop();
        delivering.ShouldHaveDeliveredAll();
    }

    [Fact]
    public void Mute_IsDeadAfterAWhile()
    {
        foreach (var transport in new[] { Transport.Tcp, Transport.Tls, Transport.Unix })
        {
            using var pki = new TestPki();
            using var indexer = Quick(transport, pki);
            using var delivering = new Delivering(With(t => t with { Silence = TimeSpan.FromSeconds(1), Greeting = TimeSpan.FromSeconds(1) }) with { Authorities = [pki.Authority] }, indexer);
            delivering.Owner.Send(10);
            delivering.Owner.WaitUntilConfirmed();
            indexer.Faults.Mute = true;
            delivering.Owner.Send(10_000);
            var down = delivering.WaitFor(IndexerState.Down);
            down.Reason.ShouldBe($"{indexer.Target} has given no sign of life for 1 s: check the network and whether it is well.");
            delivering.WaitFor(s => s.Reason?.Contains("said nothing within 1 s", StringComparison.Ordinal) == true);
            indexer.Faults.Mute = false;
            delivering.ShouldHaveDeliveredAll();
            delivering.Owner.BrokenEntries.ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData(Transport.Tcp)]
    [InlineData(Transport.Tls)]
    [InlineData(Transport.Unix)]
    public void Stalled_IsGivenUpThoughItLives(Transport transport)
    {
        using var pki = new TestPki();
        using var indexer = Quick(transport, pki);
        using var delivering = new Delivering(With(t => t with { Withheld = TimeSpan.FromSeconds(1.5), Greeting = TimeSpan.FromSeconds(1) }) with { Authorities = [pki.Authority] }, indexer);
        var large = new SendingOwner(delivering.Queue, source: SendingOwner.Override) { DataLength = 100_000, MostBatches = 50 };
        delivering.WaitFor(IndexerState.Ready);
        indexer.Faults.Stall = true;

        // More than the system's buffers hold: the sending blocks.
        large.Send(100);
        delivering.WaitFor(IndexerState.Down).Reason.ShouldEndWith("packets from us and has confirmed none of them for 1.5 s: check its disk and its log.");
        indexer.Faults.Stall = false;
        large.WaitUntilConfirmed();
        large.Faults.ShouldBeEmpty();
        large.BrokenEntries.ShouldBeGreaterThan(0);
        indexer.Ledger.Distinct.ShouldBe(100);
        indexer.Ledger.Duplicates.ShouldBeLessThanOrEqualTo(large.BrokenEntries);
        indexer.Ledger.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Transport.Tcp)]
    [InlineData(Transport.Tls)]
    [InlineData(Transport.Unix)]
    public async Task Stop_WhileSendingBlocks_EndsSoon(Transport transport)
    {
        using var pki = new TestPki();
        using var indexer = IndexerClientTests.Indexer(transport, pki);
        using var delivering = new Delivering(IndexerClientTests.Trusting(pki), indexer);
        var large = new SendingOwner(delivering.Queue, source: SendingOwner.Override) { DataLength = 100_000, MostBatches = 50 };
        delivering.WaitFor(IndexerState.Ready);
        indexer.Faults.Stall = true;
        large.Send(100);
        large.WaitUntil(() => large.SentEntries > 0);
        var clock = Stopwatch.StartNew();
        await delivering.Client.StopAsync();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        large.BrokenEntries.ShouldBe(large.SentEntries);
        delivering.Queue.Entries.ShouldBe(100);
        for (var next = 0; delivering.Queue.TryTake(TimeSpan.Zero, out var slice); next += slice.Count)
            (slice.Batch.First + slice.From).ShouldBe(next, "they wait in order again");
        indexer.Faults.Stall = false;
    }

    [Fact]
    public async Task Stop_WhileGreeted_EndsSoon()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.HoldTags = true;
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.WaitFor(IndexerState.Greeting);
        var clock = Stopwatch.StartNew();
        await delivering.Client.StopAsync();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        indexer.Faults.HoldTags = false;
        indexer.Ledger.WaitUntil(_ => indexer.Open == 0);
    }

    private static FakeIndexer Quick(Transport transport, TestPki pki)
    {
        var options = new FakeIndexerOptions { Transport = transport, Keep = IndexerKeep.Identities, KeepAlive = TimeSpan.FromMilliseconds(100) };
        return transport == Transport.Tls ? new FakeIndexer(pki, options) : new FakeIndexer(options);
    }

    internal static GravwellSinkOptions With(Func<IndexerTimes, IndexerTimes> change) => Delivering.Usual with { Times = change(Delivering.Usual.Times) };
}
