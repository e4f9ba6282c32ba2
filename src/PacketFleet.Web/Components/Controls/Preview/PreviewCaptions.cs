using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Web.Components.Controls.Jobs;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Preview;

/// <summary>Says over each stretch of a lane what it is; what is not held is said first where two would overlap.</summary>
internal static class PreviewCaptions
{
    private const double CharacterWidth = 6;
    private const int Gap = 8;

    /// <summary>From left to right, without overlap.</summary>
    public static IReadOnlyList<LaneCaption> Of(PreviewLane lane, CoverageAxis axis, int width)
    {
        if (lane.Holds is not { } holds)
            return [];

        var placed = new List<(int From, int To, LaneCaption Caption)>();
        var heldSaid = false;
        foreach (var span in holds.Coverage.OrderBy(s => s.Kind == HeldKind.Held).ThenBy(s => s.From))
        {
            if (span.Kind == HeldKind.Held && heldSaid)
                continue;
            var text = PreviewLane.Caption(span.Kind) ?? "held";
            var size = (int)Math.Ceiling(text.Length * CharacterWidth);
            var at = (int)Math.Round(axis.Place(span.From) * width);
            var fits = at + size <= width;
            var x = fits ? at : Math.Max(0, width - size);
            if (placed.Exists(p => x < p.To + Gap && p.From < x + size + Gap))
                continue;
            heldSaid |= span.Kind == HeldKind.Held;
            placed.Add((x, x + size, new(fits ? at : null, text, span.Kind is HeldKind.Held or HeldKind.Unknown ? "muted" : "care")));
        }

        return [.. placed.OrderBy(p => p.From).Select(p => p.Caption)];
    }
}
