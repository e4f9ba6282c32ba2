using Microsoft.AspNetCore.Mvc;
using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Web.Api;

/// <summary>Delivery to Gravwell.</summary>
internal static class GravwellApi
{
    /// <summary>Maps the call.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/gravwell", ([FromServices] IGravwell gravwell) => GravwellView.Of(gravwell))
        .WithName("GetGravwell")
        .WithTags("Gravwell")
        .WithSummary("Delivery to Gravwell")
        .WithDescription("Each indexer in configured order with the state of its connection, and how much waits for them.");
}

/// <summary>Delivery to Gravwell as the API shows it.</summary>
/// <param name="Configured">There are indexers in the settings.</param>
/// <param name="Log">How packets wait for them.</param>
/// <param name="WaitingEntries">Entries that wait in memory for an indexer.</param>
/// <param name="SpoolBytes">Bytes that wait in the spool, or in memory; 0 for the archive.</param>
/// <param name="SpoolMaxBytes">The most there may be; 0 = no limit.</param>
/// <param name="Indexers">Each indexer, in configured order.</param>
internal sealed record GravwellView(bool Configured, DeliveryLogKind Log, long WaitingEntries, long SpoolBytes, long SpoolMaxBytes, IReadOnlyList<IndexerStatus> Indexers)
{
    /// <summary>Takes the view.</summary>
    public static GravwellView Of(IGravwell gravwell)
    {
        var status = gravwell.Status;
        return new(gravwell.IsConfigured, status.Log, status.WaitingEntries, status.SpoolBytes, status.SpoolMaxBytes, status.Indexers);
    }
}
