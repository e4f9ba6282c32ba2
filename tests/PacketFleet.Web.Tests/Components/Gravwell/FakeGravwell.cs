using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Web.Tests.Components.Jobs;

namespace PacketFleet.Web.Tests.Components.Gravwell;

/// <summary>A Gravwell that stands as a test wants.</summary>
internal sealed class FakeGravwell(params IndexerStatus[] indexers) : IGravwell
{
    private GravwellStatus _status = new(indexers, DeliveryLogKind.Archive, 0, 0, 0);

    public bool IsConfigured => _status.Indexers.Count > 0;

    public int Reads { get; private set; }

    public GravwellStatus Status
    {
        get
        {
            Reads++;
            return _status;
        }

        set => _status = value;
    }

    public static IndexerStatus Indexer(string target, IndexerState state, string? reason = null, DateTimeOffset? next = null, int unacknowledged = 0, double rate = 0) =>
        new(target, state, reason, Samples.Now.AddMinutes(-9), next, unacknowledged, 48_190, 6_200_000, rate);
}
