using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Gravwell;

/// <summary>An indexer's state in words.</summary>
internal static class IndexerWords
{
    /// <summary>Silhouette and word.</summary>
    public static StateWord Of(IndexerState state) => state switch
    {
        IndexerState.Ready => new("Connected", StateMark.Complete, "good", "muted"),
        IndexerState.Connecting => new("Connecting", StateMark.Connecting, "muted", "muted"),
        IndexerState.Greeting => new("Greeting", StateMark.Connecting, "muted", "muted"),
        IndexerState.NotReady => new("Not ready", StateMark.Waiting, "care", "care"),
        IndexerState.Refused => new("Refused", StateMark.Failed, "bad", "bad"),
        _ => new("Down", StateMark.Missing, "bad", "bad"),
    };

    /// <summary>"21 on the way", or empty.</summary>
    public static string OnTheWay(IndexerStatus indexer) => indexer.Unacknowledged > 0 ? $"{Units.Count(indexer.Unacknowledged)} on the way" : "";

    /// <summary>Its reason without its own address, which stands above: "Refuses our secret: …"; null where there is none.</summary>
    public static string? Reason(IndexerStatus indexer)
    {
        if (indexer.Reason is not { } reason || !reason.StartsWith(indexer.Target + " ", StringComparison.Ordinal) || reason.Length < indexer.Target.Length + 2)
            return indexer.Reason;
        var rest = reason[(indexer.Target.Length + 1)..];
        return char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    /// <summary>"Tried again in 12 s."; null where it is not known when, or the reason says it.</summary>
    public static string? Again(IndexerStatus indexer, DateTimeOffset now) => indexer.NextAttempt switch
    {
        null => null,
        _ when indexer.Reason?.Contains(" again ", StringComparison.Ordinal) == true => null,
        { } at when at <= now => "Being tried again.",
        { } at => $"Tried again in {Spans.Clock(TimeSpan.FromSeconds(Math.Ceiling((at - now).TotalSeconds)))}.",
    };

    /// <summary>For a title: "Connected since …; 48,190 entries, 6.2 MB since the start."</summary>
    public static string Title(IndexerStatus indexer, TimeZoneInfo zone) =>
        $"{Of(indexer.State).Text} since {Times.Exact(zone, indexer.Since)}; {Units.Count(indexer.Entries)} entries, {Units.Bytes(indexer.Bytes)} acknowledged since the program's start";
}
