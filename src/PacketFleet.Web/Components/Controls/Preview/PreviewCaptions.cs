using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Preview;

/// <summary>Says over each stretch of a lane what it is; what is not held is said first where two would overlap.</summary>
internal static class PreviewCaptions
{
    private const string Held = "held";

    /// <summary>From left to right, without overlap.</summary>
    public static IReadOnlyList<LaneCaption> Of(PreviewLane lane, CoverageAxis axis, int width) => lane.Holds is { } holds
        ? LaneCaptions.Place(
            holds.Coverage.OrderBy(s => s.Kind == HeldKind.Held).ThenBy(s => s.From).Select(s => (axis.Place(s.From), Words(s.Kind), Tone(s.Kind))), width, once: Held)
        : [];

    private static string Words(HeldKind kind) => kind switch
    {
        HeldKind.Gone => "not held any more",
        HeldKind.NoCapture => "nothing captured",
        HeldKind.NotYet => "not on its disk yet",
        HeldKind.Unknown => "not known",
        _ => Held,
    };

    private static string Tone(HeldKind kind) => kind is HeldKind.Held or HeldKind.Unknown ? "muted" : "care";
}
