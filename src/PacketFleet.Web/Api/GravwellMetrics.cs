using PacketFleet.Engine.Delivery.Gravwell;

namespace PacketFleet.Web.Api;

/// <summary>The numbers of the delivery to Gravwell in <c>/metrics</c>: none of an indexer where there are none.</summary>
internal static class GravwellMetrics
{
    private const string Label = "indexer";

    /// <summary>Adds them.</summary>
    public static void Write(PrometheusText text, GravwellStatus status)
    {
        text.Metric("packetfleet_gravwell_indexers", "gauge", "Indexers in the settings.").Value(status.Indexers.Count);
        text.Metric("packetfleet_gravwell_indexers_ready", "gauge", "Indexers that take entries now.").Value(status.Indexers.Count(IsReady));
        Each("packetfleet_gravwell_indexer_ready", "gauge", "1 = the indexer takes entries now.", i => IsReady(i) ? 1 : 0);
        Each("packetfleet_gravwell_unacknowledged_entries", "gauge", "Entries sent on this connection and not acknowledged.", i => i.Unacknowledged);
        Each("packetfleet_gravwell_entries_total", "counter", "Entries the indexer has acknowledged since the start of the program.", i => i.Entries);
        Each("packetfleet_gravwell_bytes_total", "counter", "Captured bytes of the packets in these entries.", i => i.Bytes);
        text.Metric("packetfleet_gravwell_waiting_entries", "gauge", "Entries that wait in memory for an indexer.").Value(status.WaitingEntries);
        text.Metric("packetfleet_gravwell_spool_bytes", "gauge", "Bytes that wait for Gravwell in the spool, or in memory.").Value(status.SpoolBytes);
        text.Metric("packetfleet_gravwell_spool_max_bytes", "gauge", "The most that may wait there; 0 = no limit.").Value(status.SpoolMaxBytes);

        void Each(string name, string type, string help, Func<IndexerStatus, double> value)
        {
            text.Metric(name, type, help);
            foreach (var indexer in status.Indexers)
                text.Value(Label, indexer.Target, value(indexer));
        }
    }

    private static bool IsReady(IndexerStatus indexer) => indexer.State == IndexerState.Ready;
}
