using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>Slices in words.</summary>
internal static class SliceWords
{
    /// <summary>A slice's state, as its fetch stands.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="fetch">Its fetch; null where it is not known.</param>
    /// <param name="isNext">No slice before it is still to be asked.</param>
    public static StateWord Of(SliceSnapshot slice, FetchSnapshot? fetch, bool isNext) => slice.State switch
    {
        SliceState.Done when slice.Reason is not null => new("Partly", StateMark.Missing, "bad", "bad"),
        SliceState.Done => new("Done", StateMark.Complete, "good", "muted"),
        SliceState.Cut => new("Cut", StateMark.Missing, "bad", "bad"),
        SliceState.Failed => new("Failed", StateMark.Failed, "bad", "bad"),
        _ when fetch is null || fetch.State.IsFinal() => new("Not asked", StateMark.Cancelled, "muted", "muted"),
        _ when !isNext => new("Not yet", StateMark.Queued, "muted", "muted"),
        _ => Next(slice, fetch.State),
    };

    /// <summary>"380 of 512 done, 1 in progress, 2 cut".</summary>
    public static string Count(RegionSlices region, FetchSnapshot? fetch)
    {
        if (region.Slices.Count == 0)
            return "not planned yet";
        var words = $"{Units.Count(Number(SliceState.Done))} of {Units.Count(region.Slices.Count)} done";
        if (fetch?.State is FetchState.Streaming && region.Slices.Any(s => s is { State: SliceState.Pending, Attempt: > 0 }))
            words += ", 1 in progress";
        if (Number(SliceState.Cut) is var cut and > 0)
            words += $", {Units.Count(cut)} cut";
        return Number(SliceState.Failed) is var failed and > 0 ? $"{words}, {Units.Count(failed)} failed" : words;

        int Number(SliceState state) => region.Slices.Count(s => s.State == state);
    }

    private static StateWord Next(SliceSnapshot slice, FetchState state) => state switch
    {
        FetchState.Waiting => new("Waiting", StateMark.Waiting, "care", "care"),
        FetchState.Queued => new("In line", StateMark.Queued, "muted", "muted"),
        FetchState.Draining => new("Delivering", StateMark.Pie, "primary", "primary", 1),
        _ when slice.Attempt == 0 => new("Next", StateMark.Connecting, "muted", "muted"),
        _ => new("In progress", StateMark.Pie, "primary", "primary"),
    };
}
