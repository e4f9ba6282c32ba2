using System.Diagnostics;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using Transport = PacketFleet.TestKit.Gravwell.IndexerTransport;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>An indexer that breaks: nothing is lost, and what may have come twice is reported.</summary>
public sealed class IndexerFaultTests
{
    [Theory]
    [InlineData(Transport.Tcp, false, 0, 10)]
    [InlineData(Transport.Tcp, true, 0, 10)]
    [InlineData(Transport.Tcp, false, 1500, 0)]
    [InlineData(Transport.Tcp, false, 1500, 30)]
    [InlineData(Transport.Tls, false, 1500, 30)]
    [InlineData(Transport.Tls, true, 1, 0)]
    [InlineData(Transport.Unix, false, 1500, 30)]
    [InlineData(Transport.Unix, true, 2500, 100)]
    public void Cut_AmongEntries_LosesNothing(Transport transport, bool compression, int entries, int bytes)
    {
        foreach (var cut in new[] { new IndexerCut(IndexerCutPoint.Entries, entries, bytes), new(IndexerCutPoint.Entries, entries, bytes) { Reset = false, ConfirmsFirst = true } })
        {
            using var pki = new TestPki();
            using var indexer = IndexerClientTests.Indexer(transport, pki);
            indexer.Faults.Cut = cut;
            using var delivering = new Delivering(IndexerClientTests.Trusting(pki) with { Compression = compression }, indexer);
            delivering.Owner.Send(8000);
            delivering.ShouldHaveDeliveredAll();
            delivering.Owner.BrokenEntries.ShouldBeInRange(Math.Min(entries, 1), 4095);
            indexer.Accepted.ShouldBe(2);
            delivering.WaitFor(IndexerState.Ready);
            (delivering.Log.Count(1240), delivering.Log.Count(1241)).ShouldBe((2, 1));
            delivering.Log.Lines.Count(l => l.StartsWith(indexer.Target + " ended the connection (", StringComparison.Ordinal)).ShouldBe(1);
        }
    }

    [Fact]
    public void Cut_Again_AndAgain_LosesNothing()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.Cut = new(IndexerCutPoint.Entries, 700, 20) { Repeats = true, ConfirmsFirst = true };
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(10_000);
        indexer.Ledger.WaitUntil(_ => indexer.Accepted >= 10);
        indexer.Faults.Cut = null;
        delivering.ShouldHaveDeliveredAll();
    }

    [Fact]
    public void Cut_EachTimeAfterAConfirmation_IsTriedAgainMoreAndMoreSlowly()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.Cut = new(IndexerCutPoint.Entries, 1) { Repeats = true, ConfirmsFirst = true, Reset = false };
        using var delivering = new Delivering(Delivering.Usual, indexer);
        var since = Stopwatch.StartNew();
        delivering.Owner.Send(5000);
        indexer.Ledger.WaitUntil(_ => indexer.Accepted >= 7);
        since.Elapsed.TotalMilliseconds.ShouldBeGreaterThan(0.75 * (50 + 100 + 200 + 400 + 400), "beginning with the second attempt, each waits longer");
        delivering.Owner.Confirmations.ShouldBeInRange(5, 8, "it does confirm one each time");
        indexer.Faults.Cut = null;
        delivering.ShouldHaveDeliveredAll();
    }

    [Theory]
    [InlineData(IndexerCutPoint.Challenge)]
    [InlineData(IndexerCutPoint.Authentication)]
    [InlineData(IndexerCutPoint.Tags)]
    [InlineData(IndexerCutPoint.Configuration)]
    public void Cut_InTheGreeting_IsTriedAgainAtOnceThenSlowly(IndexerCutPoint point)
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.Cut = new(point);
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(100);
        delivering.ShouldHaveDeliveredAll();
        indexer.Accepted.ShouldBe(2);
        delivering.Log.Count(1241).ShouldBe(point == IndexerCutPoint.Configuration ? 0 : 1, "a hang-up during stream configuration is nobody's fault");

        indexer.Faults.Cut = new(point) { Repeats = true };
        indexer.CutAll();
        var down = delivering.WaitFor(s => s.State == IndexerState.Down && s.Reason!.Contains("hung up", StringComparison.Ordinal));
        down.Reason.ShouldStartWith($"{indexer.Target} hung up ");
        down.Reason.ShouldEndWith(".");
        indexer.Ledger.WaitUntil(_ => indexer.Accepted >= 8);
        delivering.Log.Count(1241).ShouldBeLessThanOrEqualTo(3, "not every attempt is logged");
        indexer.Faults.Cut = null;
        delivering.Owner.Send(100);
        delivering.ShouldHaveDeliveredAll();
        delivering.WaitFor(IndexerState.Ready).Reason.ShouldBeNull();
    }

    [Theory]
    [InlineData(Transport.Tcp)]
    [InlineData(Transport.Tls)]
    [InlineData(Transport.Unix)]
    public void Indexer_KilledAndRestartedWhileSending_LosesNothing(Transport transport)
    {
        using var pki = new TestPki();
        using var indexer = IndexerClientTests.Indexer(transport, pki);
        using var delivering = new Delivering(IndexerClientTests.Trusting(pki), indexer);
        for (var i = 0; i < 4; i++)
        {
            delivering.WaitFor(IndexerState.Ready);
            delivering.Owner.Send(5000);
            indexer.Stop();
            delivering.WaitFor(IndexerState.Down);
            indexer.Start();
        }

        delivering.ShouldHaveDeliveredAll();
        delivering.Log.Count(1241).ShouldBe(4);
    }

    [Fact]
    public void Indexer_NotThere_IsToldAndFoundLater()
    {
        foreach (var transport in new[] { Transport.Tcp, Transport.Unix })
        {
            using var indexer = IndexerClientTests.Indexer(transport, null);
            indexer.Stop();
            using var delivering = new Delivering(Delivering.Usual, indexer);
            delivering.Owner.Send(10);
            var down = delivering.WaitFor(s => s.State == IndexerState.Down && s.NextAttempt is not null);
            down.Reason.ShouldBe(indexer.Target + (transport == Transport.Tcp
                ? " refused the connection: check that the indexer runs and listens there."
                : " cannot be reached, for there is no such file: check that the indexer runs on this machine."));
            delivering.Owner.SentEntries.ShouldBe(0);
            indexer.Start();
            delivering.ShouldHaveDeliveredAll();
            delivering.WaitFor(IndexerState.Ready).NextAttempt.ShouldBeNull();
        }
    }

    [Fact]
    public void Host_Unknown_IsTold()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual, indexer);
        using var lost = new IndexerClient(
            IndexerTarget.Parse("tcp://no-such-host.invalid:4023"), Delivering.Usual, new(), delivering.Counters, TimeProvider.System, delivering.Log);
        lost.Start();
        SpinWait.SpinUntil(() => lost.Status.State == IndexerState.Down, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        lost.Status.Reason!.ShouldStartWith("tcp://no-such-host.invalid:4023 cannot be found, for ");
    }

    [Fact]
    public void Host_WithSeveralAddresses_IsReachedByTheOneThatAnswers()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual, indexer);
        using var byName = new IndexerClient(
            IndexerTarget.Parse($"tcp://localhost:{indexer.Port}"), Delivering.Usual, new(), delivering.Counters, TimeProvider.System, delivering.Log);
        byName.Start();
        SpinWait.SpinUntil(() => byName.Status.State == IndexerState.Ready, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        delivering.Log.Count(1241).ShouldBe(0);
    }

    [Fact]
    public void Indexers_OneOfThreeDown_TheOthersTakeItsShare()
    {
        using var first = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var second = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var third = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var delivering = new Delivering(Delivering.Usual, first, second, third);
        for (var i = 0; i < 3; i++)
            delivering.WaitFor(s => s.State == IndexerState.Ready, i);
        delivering.Owner.Send(10_000);
        second.Stop();
        delivering.Owner.Send(20_000);
        delivering.ShouldHaveDeliveredAll();
        first.Ledger.Count.ShouldBeGreaterThan(0);
        third.Ledger.Count.ShouldBeGreaterThan(0);
        delivering.WaitFor(s => s.State == IndexerState.Down, 1);
    }
}
