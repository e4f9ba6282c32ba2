using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>What only people can mend: told in one sentence and not hammered. And indexers of other versions.</summary>
public sealed class IndexerRefusalTests
{
    [Fact]
    public void Secret_Wrong_IsToldAndNotHammered()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual with { Secret = new IngestSecret("hunter2") }, indexer);
        delivering.Owner.Send(10);
        var refused = delivering.WaitFor(IndexerState.Refused);
        refused.Reason.ShouldBe($"{indexer.Target} does not accept our ingest secret: check IngestSecret; tried again at {refused.NextAttempt:HH:mm} UTC.");
        (refused.NextAttempt!.Value - refused.Since).ShouldBe(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2));
        SpinWait.SpinUntil(() => indexer.Accepted > 1, TimeSpan.FromSeconds(1)).ShouldBeFalse();
        delivering.Owner.SentEntries.ShouldBe(0);
        delivering.Queue.Entries.ShouldBe(10);
        delivering.Log.Lines.ShouldHaveSingleItem().ShouldBe(refused.Reason);
        delivering.Log.Count(1242).ShouldBe(1);
    }

    [Fact]
    public void Refusal_Mended_IsFoundAtTheNextAttempt()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        indexer.Faults.RefuseSecret = true;
        using var delivering = new Delivering(Delivering.Usual with { Times = Delivering.Usual.Times with { Refused = TimeSpan.FromMilliseconds(200) } }, indexer);
        delivering.Owner.Send(10);
        indexer.Ledger.WaitUntil(_ => indexer.Accepted >= 4);
        delivering.WaitFor(IndexerState.Refused);
        indexer.Faults.RefuseSecret = false;
        delivering.ShouldHaveDeliveredAll();
        (delivering.Log.Count(1242), delivering.Log.Count(1240)).ShouldBe((1, 1));
    }

    [Fact]
    public void Tag_Refused_IsTold()
    {
        using var indexer = new FakeIndexer();
        indexer.Faults.RefuseTag = name => name == "other";
        using var delivering = new Delivering(Delivering.Usual, indexer);
        delivering.WaitFor(IndexerState.Refused).Reason!.ShouldStartWith($"{indexer.Target} refuses our tags (steno, other): allow them there, or change Tag of the regions; tried again at ");
        SpinWait.SpinUntil(() => indexer.Accepted > 1, TimeSpan.FromMilliseconds(500)).ShouldBeFalse();
    }

    [Fact]
    public void Tag_RefusedLater_IsToldAndOthersTakeItsPackets()
    {
        using var indexer = new FakeIndexer(new() { Keep = IndexerKeep.Identities });
        using var other = new FakeIndexer();
        indexer.Faults.RefuseTag = name => name == "late";
        other.Stop();
        using var delivering = new Delivering(Delivering.Usual, indexer, other);
        delivering.Owner.Send(10);
        delivering.Owner.WaitUntilConfirmed();
        var late = new SendingOwner(delivering.Queue, "late", SendingOwner.Override);
        late.Send(10);
        delivering.WaitFor(IndexerState.Refused).Reason!.ShouldStartWith($"{indexer.Target} refuses the tag late: allow it there, or change Tag of the region; tried again at ");
        (late.SentEntries, late.BrokenEntries, delivering.Queue.Entries).ShouldBe((0, 0, 10));

        other.Start();
        late.WaitUntilConfirmed();
        other.Ledger.Entries.Count(e => e.Tag == "late").ShouldBe(10);
        indexer.Ledger.Count.ShouldBe(10, "the refused packets did not go to whoever refused them");
        delivering.WaitFor(IndexerState.Refused);
    }

    [Fact]
    public void Certificate_OfAStranger_IsRefused()
    {
        using var pki = new TestPki();
        using var stranger = new TestPki(authorityName: "somebody else");
        using var indexer = new FakeIndexer(pki);
        foreach (var authorities in new[] { null, stranger.Authority })
        {
            using var delivering = new Delivering(Delivering.Usual with { Authorities = authorities is null ? null : [authorities] }, indexer);
            delivering.WaitFor(IndexerState.Refused).Reason!.ShouldStartWith(
                $"{indexer.Target} shows a certificate of an issuer we do not trust (CN=*.steno, O=Stenographer, C=XX): name its authority in CaCert; tried again at ");
        }

        using var blind = new Delivering(Delivering.Usual with { VerifyCertificates = false }, indexer);
        blind.WaitFor(IndexerState.Ready);
    }

    [Fact]
    public void Certificate_ForAnotherNameOrExpired_IsRefused()
    {
        using var pki = new TestPki();
        using (var indexer = new FakeIndexer(pki, new() { Certificate = pki.Issue("foreign", new() { Subject = "elsewhere", Names = ["elsewhere"] }) }))
        {
            using var delivering = new Delivering(IndexerClientTests.Trusting(pki), indexer);
            delivering.WaitFor(IndexerState.Refused).Reason!.ShouldStartWith(
                $"{indexer.Target} shows a certificate for elsewhere, not for 127.0.0.1: name it in Targets as its certificate does; tried again at ");
        }

        using (var indexer = new FakeIndexer(pki, new() { Certificate = pki.Issue("late", new CertificateWishes().Expired()) }))
        {
            using var delivering = new Delivering(IndexerClientTests.Trusting(pki), indexer);
            delivering.WaitFor(IndexerState.Refused).Reason!.ShouldStartWith($"{indexer.Target} shows a certificate that expired on ");
        }
    }

    [Fact]
    public void Certificate_SelfSigned_IsTrustedWhereItIsNamed()
    {
        using var certificate = SelfSigned.Make(out var issued, out var directory);
        try
        {
            using var indexer = new FakeIndexer(new() { Transport = PacketFleet.TestKit.Gravwell.IndexerTransport.Tls, Certificate = issued, Keep = IndexerKeep.Identities });
            using (var distrusting = new Delivering(Delivering.Usual, indexer))
                distrusting.WaitFor(IndexerState.Refused);
            using var delivering = new Delivering(Delivering.Usual with { Authorities = [certificate] }, indexer);
            delivering.Owner.Send(10);
            delivering.ShouldHaveDeliveredAll();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Tls_WithSomeoneWhoSpeaksNone_IsTold()
    {
        using var indexer = new FakeIndexer();
        using var delivering = new Delivering(Delivering.Usual, indexer);
        var target = IndexerTarget.Parse($"tls://127.0.0.1:{indexer.Port}");
        using var client = new IndexerClient(target, Delivering.Usual, new(), delivering.Counters, TimeProvider.System, delivering.Log);
        client.Start();
        SpinWait.SpinUntil(() => client.Status.State == IndexerState.Down, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        client.Status.Reason.ShouldBe($"{target.Text} does not speak TLS: check the port, or write tcp:// for the clear one.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Version_Older_IsSpokenToInItsWords(int version)
    {
        using var indexer = new FakeIndexer(new() { Version = (ushort)version });
        using var delivering = new Delivering(Delivering.Usual with { Tenant = "berlin", Compression = true }, indexer);
        delivering.Owner.Send(3000);
        delivering.ShouldHaveDeliveredAll();
        indexer.Ledger.Sum.ShouldBe(delivering.Owner.Sum(SendingOwner.Override, withValues: version >= 8));
        indexer.Ledger.Entries[7].Values.Count.ShouldBe(version >= 8 ? 4 : 0);
        indexer.Ledger.Identities.Count.ShouldBe(version >= 3 ? 1 : 0);
        indexer.Ledger.Statuses.Count.ShouldBe(version >= 6 ? 1 : 0);
        indexer.Ledger.Tenants.ShouldBe([version >= 7 ? "berlin" : null]);
        indexer.Accepted.ShouldBe(1);
    }
}
