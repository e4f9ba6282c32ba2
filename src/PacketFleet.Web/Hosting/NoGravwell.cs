using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Web.Hosting;

/// <summary>What is known of Gravwell where nothing delivers to it.</summary>
internal sealed class NoGravwell : IGravwell
{
    /// <inheritdoc/>
    public bool IsConfigured => false;

    /// <inheritdoc/>
    public GravwellStatus Status { get; } = new([], DeliveryLogKind.Archive, 0, 0, 0);
}
