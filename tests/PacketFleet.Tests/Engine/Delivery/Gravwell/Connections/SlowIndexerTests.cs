using System.Diagnostics;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>An indexer that takes its time: it is waited for.</summary>
public sealed class SlowIndexerTests
{
    [Theory]
    [InlineData(IndexerAcks.Prompt, 0, true)]
    [InlineData(IndexerAcks.Prompt, 100, false)]
    [InlineData(IndexerAcks.Prompt, 100, true)]
    [InlineData(IndexerAcks.Forced, 0, false)]
    [InlineData(IndexerAcks.Forced, 20, true)]
    public void Confirmations_LateForcedOrOutOfOrder_AreTaken(IndexerAcks acks, int delay, bool reorder)
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        (indexer.Faults.Acks, indexer.Faults.AckDelay, indexer.Faults.ReorderAcks) = (acks, TimeSpan.FromMilliseconds(delay), reorder);
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(20_000);
        delivering.ShouldHaveDeliveredAll();
        delivering.Owner.BrokenEntries.ShouldBe(0);
        indexer.Ledger.MostUnconfirmed.ShouldBeLessThanOrEqualTo(4095);
        delivering.Owner.ConfirmedRuns.ShouldBeLessThan(2000, "also those in the opposite order make runs");
    }

    [Fact]
    public void Confirmations_WithheldForAWhile_AreWaitedFor()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.Acks = IndexerAcks.Withheld;
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(10_000);
        delivering.WaitFor(s => s.Unacknowledged == 4095);
        delivering.Owner.Confirmations.ShouldBe(0);
        delivering.Client.Status.State.ShouldBe(IndexerState.Ready);
        indexer.Faults.Acks = IndexerAcks.Prompt;
        delivering.ShouldHaveDeliveredAll();
        delivering.Owner.BrokenEntries.ShouldBe(0);
    }

    [Fact]
    public void Throttled_Pauses()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(10);
        delivering.Owner.WaitUntilConfirmed();
        indexer.Throttle(TimeSpan.FromMilliseconds(800));
        var clock = Stopwatch.StartNew();

        // Confirmed behind the wish, so that it has been read.
        for (var i = 0; i < 20 && clock.ElapsedMilliseconds < 700; i++)
        {
            delivering.Owner.Send(1);
            delivering.Owner.WaitUntilConfirmed();
        }

        clock.ElapsedMilliseconds.ShouldBeGreaterThan(600);
        indexer.Throttle(TimeSpan.FromDays(400));
        delivering.Owner.Send(5000);
        delivering.ShouldHaveDeliveredAll();
    }

    [Fact]
    public void NotReady_IsAskedAgainOnTheSameConnection()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.NotReady = true;
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(10);
        delivering.WaitFor(IndexerState.NotReady).Reason.ShouldBe($"{indexer.Target} is not ready to ingest yet: asked again every 0.1 s.");
        delivering.Owner.SentEntries.ShouldBe(0);
        indexer.Faults.NotReady = false;
        delivering.ShouldHaveDeliveredAll();
        indexer.Accepted.ShouldBe(1);
        (delivering.Log.Count(1243), delivering.Log.Count(1240)).ShouldBe((1, 1));
    }

    [Fact]
    public void NotReady_AndGone_IsNoticed()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.NotReady = true;
        using var delivering = new Delivering(IndexerSilenceTests.With(t => t with { NotReady = TimeSpan.FromMinutes(5) }), indexer);
        delivering.WaitFor(IndexerState.NotReady);
        indexer.Faults.NotReady = false;
        indexer.CutAll();
        delivering.Owner.Send(10);
        delivering.ShouldHaveDeliveredAll();
    }

    [Fact]
    public void Tags_LateOrHeld_AreWaitedForSoLong()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.TagDelay = TimeSpan.FromMilliseconds(300);
        using var delivering = new Delivering(IndexerSilenceTests.With(t => t with { Greeting = TimeSpan.FromSeconds(2) }), indexer);
        delivering.Owner.Send(10);
        delivering.ShouldHaveDeliveredAll();
        indexer.Accepted.ShouldBe(1);

        indexer.Faults.HoldTags = true;
        indexer.CutAll();
        delivering.WaitFor(IndexerState.Greeting);
        delivering.WaitFor(IndexerState.Down).Reason.ShouldBe($"{indexer.Target} did not answer our tags within 2 s: look into its log.");
        indexer.Faults.HoldTags = false;
        delivering.Owner.Send(10);
        delivering.ShouldHaveDeliveredAll();
    }
}
