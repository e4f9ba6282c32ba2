using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Where packets went, in words.</summary>
internal static class SinkWords
{
    /// <summary>The sink that is Gravwell.</summary>
    public const string Gravwell = "Gravwell";

    private const string Archive = "Archive";

    /// <summary>"the archive", "Gravwell".</summary>
    public static string Name(SinkSnapshot sink) => sink.Name == Archive ? "the archive" : sink.Name;

    /// <summary>
    /// Of the sink that is furthest behind: "Gravwell has 48,190 of 48,211", and, where all is read and it is known, why: "(no indexer is
    /// connected)"; null where each has all.
    /// </summary>
    public static string? Behind(FetchSnapshot fetch) =>
        Last(fetch) is { } sink ? $"{Name(sink)} has {Units.Count(sink.DeliveredPackets)} of {Units.Count(fetch.Packets)}{Why(fetch)}" : null;

    /// <summary>Packets of it that are in the archive.</summary>
    public static long Archived(FetchSnapshot fetch) => Archived(fetch.Sinks, fetch.DeliveredPackets);

    /// <summary>Packets of it that are in the archive.</summary>
    public static long Archived(JobSnapshot job) => Archived(job.Sinks, job.DeliveredPackets);

    /// <summary>Packets read that one sink at least does not have yet.</summary>
    public static long OnTheWay(FetchSnapshot fetch) => Last(fetch) is { } sink ? fetch.Packets - sink.DeliveredPackets : 0;

    /// <summary>One sink has more than another: "the archive 48,211, Gravwell 48,190"; null where all have the same.</summary>
    public static string? Shares(FetchSnapshot fetch) =>
        fetch.Sinks.DistinctBy(s => s.DeliveredPackets).Count() > 1 ? string.Join(", ", fetch.Sinks.Select(s => $"{Name(s)} {Units.Count(s.DeliveredPackets)}")) : null;

    /// <summary>"up to 12 twice in Gravwell"; null where none came twice.</summary>
    public static string? Doubled(FetchSnapshot fetch) =>
        fetch.Sinks.FirstOrDefault(s => s.MaybeDoubled > 0) is { } sink ? $"up to {Units.Count(sink.MaybeDoubled)} twice in {Name(sink)}" : null;

    /// <summary>"All read; Gravwell has 48,190 of 48,211", for a fetch whose sinks are finishing; null where that is not so, or not known.</summary>
    public static string? Draining(FetchSnapshot fetch) => fetch.State == FetchState.Draining && Behind(fetch) is { } behind ? "All read; " + behind : null;

    // What ended before there were several sinks went to the archive.
    private static long Archived(IReadOnlyList<SinkSnapshot> sinks, long delivered) =>
        sinks.Count == 0 ? delivered : sinks.FirstOrDefault(s => s.Name == Archive)?.DeliveredPackets ?? 0;

    // Its reason ends in it; what comes before has counts of a moment ago.
    private static string? Why(FetchSnapshot fetch) =>
        fetch is { State: FetchState.Draining, Reason: { } reason } && reason.EndsWith(").", StringComparison.Ordinal) && reason.IndexOf(" (", StringComparison.Ordinal) is var at and > 0
            ? reason[at..^1]
            : null;

    private static SinkSnapshot? Last(FetchSnapshot fetch) => fetch.Sinks.Where(s => s.DeliveredPackets < fetch.Packets).MinBy(s => s.DeliveredPackets);
}
