using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Delivery.Gravwell.Connections;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell.Connections;

/// <summary>Clients of some fake indexers on one queue, and an owner that fills it.</summary>
internal sealed class Delivering : IDisposable
{
    private readonly IReadOnlyList<FakeIndexer> _indexers;

    public Delivering(GravwellSinkOptions options, params FakeIndexer[] indexers)
    {
        _indexers = indexers;
        Options = options with { Targets = [.. indexers.Select(i => IndexerTarget.Parse(i.Target))] };
        Owner = new(Queue, source: SendingOwner.Override);
        Clients = [.. Options.Targets.Select(t => new IndexerClient(t, Options, Queue, Counters, TimeProvider.System, Log))];
        foreach (var client in Clients)
            client.Start();
    }

    public static GravwellSinkOptions Usual { get; } = new()
    {
        Secret = new IngestSecret("IngestSecrets"),
        Identity = new("PacketFleet", "1.0", "7b1c2a52-0b0e-4b0c-8f6e-2f8f0a2f4f11"),
        Label = "second floor",
        Tags = ["steno", "other"],
        Times = new()
        {
            FirstBackOff = TimeSpan.FromMilliseconds(50),
            LongestBackOff = TimeSpan.FromMilliseconds(400),
            NotReady = TimeSpan.FromMilliseconds(100),
        },
    };

    public GravwellSinkOptions Options { get; }

    public EntryQueue Queue { get; } = new();

    public IngesterCounters Counters { get; } = new(TimeProvider.System.GetUtcNow(), "always");

    public IReadOnlyList<IndexerClient> Clients { get; }

    public IndexerClient Client => Clients[0];

    public SendingOwner Owner { get; }

    public KeptLog Log { get; } = new();

    /// <summary>Waits until the first client's state is this.</summary>
    public IndexerStatus WaitFor(IndexerState state) => WaitFor(s => s.State == state);

    public IndexerStatus WaitFor(Func<IndexerStatus, bool> condition, int client = 0)
    {
        var status = Clients[client].Status;
        SpinWait.SpinUntil(() => condition(status = Clients[client].Status), TimeSpan.FromSeconds(30)).ShouldBeTrue($"it is {status}");
        return status;
    }

    /// <summary>All that was written came and was confirmed once; what came twice had been reported; nobody broke the protocol.</summary>
    public void ShouldHaveDeliveredAll()
    {
        Owner.WaitUntilConfirmed();
        Owner.Faults.ShouldBeEmpty();
        foreach (var indexer in _indexers)
            indexer.Ledger.Violations.ShouldBeEmpty();
        Owner.Confirmations.ShouldBe(Owner.Written);
        Owner.SentEntries.ShouldBe(Owner.Written + Owner.BrokenEntries, "everything broken is sent again");
        var counts = _indexers.Sum(i => i.Ledger.Count);
        (counts - Owner.Written).ShouldBeInRange(0, Owner.BrokenEntries, "what came twice had been reported");
        if (_indexers.Count == 1)
        {
            _indexers[0].Ledger.Distinct.ShouldBe(Owner.Written);
            _indexers[0].Ledger.Duplicates.ShouldBeLessThanOrEqualTo(Owner.BrokenEntries);
        }

        Queue.IsEmpty.ShouldBeTrue();
        Counters.Entries.ShouldBe(Owner.Written);
        Counters.Bytes.ShouldBe(Owner.Written * Owner.DataLength);
        Clients.Sum(c => c.Status.Entries).ShouldBe(Owner.Written);
        Clients.Sum(c => c.Status.Unacknowledged).ShouldBe(0);
        Log.Errors.ShouldBeEmpty();
    }

    public void Dispose()
    {
        foreach (var client in Clients)
            client.Dispose();
    }
}
