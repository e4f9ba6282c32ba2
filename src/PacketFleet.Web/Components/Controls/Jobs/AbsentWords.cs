using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>What a region does not hold, in a few words.</summary>
internal static class AbsentWords
{
    /// <summary>Of a region, or of all regions of a job together.</summary>
    /// <param name="absent">The gaps, at least one.</param>
    /// <param name="axis">The job's axis.</param>
    /// <param name="zone">The zone to tell times in.</param>
    /// <param name="regions">All regions of the job, where the words are for the job.</param>
    public static string Of(IReadOnlyList<Gap> absent, CoverageAxis axis, TimeZoneInfo zone, IReadOnlyList<FetchSnapshot>? regions = null)
    {
        if (regions is not { Count: > 1 } && Losses.AreAll(absent, axis))
            return "nothing held";
        if (regions is { Count: > 1 } && regions.Count(r => Losses.AreAll(Losses.Absent(r), axis)) is var empty and > 0)
            return empty == regions.Count ? "nothing held" : $"not held in {empty} of {regions.Count}";
        if (absent.All(g => g is { Kind: GapKind.OlderThanRetention, To: not null }))
            return $"not held before {Days.Of(axis, zone).Clock(absent.Max(g => g.To!.Value))}";
        if (absent.All(g => g is { Kind: GapKind.TooRecent, From: not null }))
            return $"not held after {Days.Of(axis, zone).Clock(absent.Min(g => g.From!.Value))}";
        return Losses.Length(absent, axis) is { } length ? $"{Spans.Stretch(length)} not held" : "partly not held";
    }
}
