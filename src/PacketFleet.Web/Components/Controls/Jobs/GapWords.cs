using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Kinds of gaps in words.</summary>
internal static class GapWords
{
    private const string Format = "d MMM HH:mm:ss";

    /// <summary>As said after a comma: "cut by network".</summary>
    public static string Of(GapKind kind) => kind switch
    {
        GapKind.CutByServer => "cut by region",
        GapKind.CutByNetwork => "cut by network",
        GapKind.LimitReached => "limit reached",
        GapKind.Cancelled => "cancelled",
        GapKind.Failed => "failed",
        GapKind.OlderThanRetention => "not held",
        GapKind.TooRecent => "not on its disk yet",
        _ => "nothing captured",
    };

    /// <summary>Where it lies: "before …", "from … on", both ends, or the whole window.</summary>
    public static string Span(Gap gap, TimeZoneInfo zone) => gap switch
    {
        { From: null, To: null } => "the whole window",
        { From: null, To: { } to } => $"before {Times.Text(Times.In(zone, to), Format)}",
        { From: { } from, To: null } => $"from {Times.Text(Times.In(zone, from), Format)} on",
        _ => WindowText.Whole(zone, new(gap.From, gap.To)),
    };

    /// <summary>Its colour, a CSS class.</summary>
    public static string Tone(GapKind kind) => kind == GapKind.Cancelled ? "muted" : kind.IsMissing() ? "bad" : "care";
}
