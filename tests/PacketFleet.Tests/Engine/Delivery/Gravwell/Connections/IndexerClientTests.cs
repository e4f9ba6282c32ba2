using System.Net;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using Transport = PacketFleet.TestKit.Gravwell.IndexerTransport;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

public sealed class IndexerClientTests
{
    [Theory]
    [InlineData(Transport.Tcp, false)]
    [InlineData(Transport.Tcp, true)]
    [InlineData(Transport.Tls, false)]
    [InlineData(Transport.Tls, true)]
    [InlineData(Transport.Unix, false)]
    [InlineData(Transport.Unix, true)]
    public void Packets_OverEachTransport_ArriveAsTheyAreAndAreConfirmed(Transport transport, bool compression)
    {
        using var pki = new TestPki();
        using var indexer = Indexer(transport, pki, IndexerKeep.Entries);
        using var delivering = new Delivering(Trusting(pki) with { Compression = compression }, indexer);
        delivering.Owner.Send(3);
        delivering.Owner.WaitUntilConfirmed();
        delivering.Owner.Send(3000);
        delivering.ShouldHaveDeliveredAll();

        var entries = indexer.Ledger.Entries;
        entries.Select(e => e.Time.Nanoseconds).ShouldBe(Enumerable.Range(0, 3003).Select(i => (long)i));
        entries.Select(e => e.Id).ShouldBe(Enumerable.Range(1, 3003).Select(i => (ulong)i));
        entries[3002].Tag.ShouldBe("steno");
        entries[3002].Source.ShouldBe(SendingOwner.Override);
        entries[3002]["wirelen"].ShouldBe(90ul);
        indexer.Ledger.Sum.ShouldBe(delivering.Owner.Sum(SendingOwner.Override));
        indexer.Ledger.MostUnconfirmed.ShouldBeLessThanOrEqualTo(4095);

        var status = delivering.Client.Status;
        (status.Target, status.State, status.Reason, status.NextAttempt).ShouldBe((indexer.Target, IndexerState.Ready, null, null));
        status.Bytes.ShouldBe(3003 * 90);
        status.BytesPerSecond.ShouldBeGreaterThan(0);
        delivering.Log.Count(1240).ShouldBe(1);
        delivering.Log.Lines.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(Transport.Tcp, false)]
    [InlineData(Transport.Tcp, true)]
    [InlineData(Transport.Tls, false)]
    [InlineData(Transport.Unix, false)]
    public void Packets_TwoHundredThousand_AddUp(Transport transport, bool compression)
    {
        const int Count = 200_000;
        using var pki = new TestPki();
        using var indexer = Indexer(transport, pki, IndexerKeep.Counts);
        using var delivering = new Delivering(Trusting(pki) with { Compression = compression }, indexer);
        for (var sent = 0; sent < Count; sent += 10_000)
            delivering.Owner.Send(10_000);
        delivering.Owner.WaitUntilConfirmed(TimeSpan.FromSeconds(60));
        delivering.Owner.Faults.ShouldBeEmpty();
        delivering.Owner.BrokenEntries.ShouldBe(0);
        indexer.Ledger.Count.ShouldBe(Count);
        indexer.Ledger.Sum.ShouldBe(delivering.Owner.Sum(SendingOwner.Override));
        indexer.Ledger.Bytes.ShouldBe(Count * 90L);
        indexer.Ledger.MostUnconfirmed.ShouldBeLessThanOrEqualTo(4095);
        indexer.Ledger.Violations.ShouldBeEmpty();
        delivering.Owner.ConfirmedRuns.ShouldBeLessThan(Count / 20, "confirmations are told in runs");
    }

    [Theory]
    [InlineData(Transport.Tcp)]
    [InlineData(Transport.Unix)]
    public void Source_WithoutOverride_IsOurOwnAddress(Transport transport)
    {
        using var indexer = Indexer(transport, null, IndexerKeep.Entries);
        using var delivering = new Delivering(Delivering.Usual, indexer);
        var owner = new SendingOwner(delivering.Queue, "other");
        owner.Send(2);
        owner.WaitUntilConfirmed();
        var own = transport == Transport.Unix ? IPAddress.IPv6Loopback : IPAddress.Loopback.MapToIPv6();
        indexer.Ledger.Entries.Select(e => (new IPAddress(e.Source), e.Tag)).ShouldBe([(own, "other"), (own, "other")]);
    }

    [Fact]
    public void Greeting_TellsWhoWeAre()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual with { Tenant = "berlin" }, indexer);
        delivering.Counters.CacheBytes = 5;
        indexer.Ledger.WaitUntil(l => l.Statuses.Count == 1);
        indexer.Ledger.Identities.ShouldHaveSingleItem().ShouldBe(Delivering.Usual.Identity);
        var told = indexer.Ledger.Statuses.ShouldHaveSingleItem();
        (told.Uuid, told.Name, told.Version, told.Label, told.Ip).ShouldBe((Delivering.Usual.Identity.Uuid, "PacketFleet", "1.0", "second floor", "127.0.0.1"));
        told.Hostname.ShouldBe(Environment.MachineName);
        told.Tags.ShouldBe(["steno", "other"]);
        told.CacheState.ShouldBe("always");
        told.Uptime.ShouldBeGreaterThan(0);
        told.LastSeen.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        indexer.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Packet_LargerThanEverythingElseTogether_GoesAlone()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var delivering = new Delivering(Delivering.Usual, indexer);
        var large = new SendingOwner(delivering.Queue, source: SendingOwner.Override) { DataLength = 9 << 20 };
        delivering.Owner.Send(5000);
        large.Send(2);
        delivering.Owner.Send(5000);
        large.WaitUntilConfirmed();
        delivering.Owner.WaitUntilConfirmed();
        indexer.Ledger.Distinct.ShouldBe(10_002);
        indexer.Ledger.Duplicates.ShouldBe(0);
    }

    [Fact]
    public void Tag_NotInTheSettings_IsAskedForWhenItComes()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual, indexer);
        indexer.Faults.TagDelay = TimeSpan.FromMilliseconds(100);
        var late = new SendingOwner(delivering.Queue, "late", SendingOwner.Override);
        delivering.Owner.Send(10);
        late.Send(10);
        delivering.Owner.Send(10);
        late.WaitUntilConfirmed();
        delivering.Owner.WaitUntilConfirmed();
        indexer.Ledger.Entries.Count(e => e.Tag == "late").ShouldBe(10);
        indexer.Ledger.Entries.Count(e => e.Tag == "steno").ShouldBe(20);
        indexer.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_WaitsForConfirmationsAndTakesNoMore()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.AckDelay = TimeSpan.FromMilliseconds(200);
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.Owner.Send(100);
        indexer.Ledger.WaitUntil(l => l.Count == 100);
        await delivering.Client.StopAsync();
        delivering.Owner.Confirmations.ShouldBe(100);
        delivering.Owner.BrokenEntries.ShouldBe(0);
        delivering.Owner.Send(1);
        indexer.Ledger.WaitUntil(_ => indexer.Open == 0);
        delivering.Queue.Entries.ShouldBe(1);
        indexer.Accepted.ShouldBe(1);
    }

    [Fact]
    public void Rate_Limited_IsKept()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual with { RateLimitBitsPerSecond = 800_000 }, indexer);
        delivering.WaitFor(IndexerState.Ready);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        delivering.Owner.Send(500);
        delivering.ShouldHaveDeliveredAll();

        // Some 100 kB at 100 kB a second, a tenth of a second of it at once.
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.8));
    }

    internal static FakeIndexer Indexer(Transport transport, TestPki? pki, IndexerKeep keep = IndexerKeep.Identities) => transport == Transport.Tls
        ? new FakeIndexer(pki!, new() { Keep = keep })
        : new FakeIndexer(new() { Transport = transport, Keep = keep });

    internal static GravwellSinkOptions Trusting(TestPki pki) => Delivering.Usual with { Authorities = [pki.Authority] };
}
