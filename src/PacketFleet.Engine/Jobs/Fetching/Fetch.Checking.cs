using System.Globalization;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Jobs.Fetching;

// A Stenographer can end an answer early and make it look whole: its index knows better.
internal sealed partial class Fetch
{
    /// <summary>The index is asked for no longer than this before a slice is.</summary>
    private static readonly TimeSpan CountPatience = TimeSpan.FromSeconds(10);

    /// <summary>What the index tells of every file that the question selects; null where it cannot be counted.</summary>
    private List<FileCount>? Count(SliceProgress slice, CancellationToken cancellation)
    {
        if (region.Kind != RegionKind.Stenographer || slices.FilesAreUnknown || slice.Window.IsEmpty)
            return null;
        var request = new CountRequest(plan.Query, slice.Window)
        {
            Ask = AskOf(slice),
            Within = CountPatience,
        };
        return CountAsync(request, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Nothing but how its answer ended says that a slice came whole: its index was not counted, or tells of less than came. A directory is read to the end of its files.</summary>
    private void NoteUncounted(int number)
    {
        if (region.Kind == RegionKind.Stenographer && !slices.Of(number).Window.IsEmpty)
            slices.Change(q => q.NoteUncounted(number));
    }

    private async Task<List<FileCount>?> CountAsync(CountRequest request, CancellationToken cancellation)
    {
        var counts = new List<FileCount>();
        await foreach (var step in region.CountAsync(request, cancellation).ConfigureAwait(false))
        {
            if (step is CountedPart part)
                counts.Add(new FileCount(part.At, part.At.Add(slices.FileAge), part.Packets));
            else if (step is CountEnd { Complete: true })
                return counts;
        }

        return null;
    }

    /// <summary>What an answer lacks by the index; null where it lacks nothing, was not read to its end, or there is no telling.</summary>
    private AnswerShortfall? Shortfall(int number, SliceAnswer answer, IReadOnlyCollection<FileCount>? counts) =>
        counts is null || answer.Seen is not { } seen || answer.ClosedAt is not null || answer.LeftAt is not null || IsCutAtLimit(answer) ? null : AnswerCheck.Find(region.Name, slices.Of(number).Window, counts, seen.Received + seen.Strange.Count, seen.Last, slices.AllBefore(seen.Last));

    /// <summary>A packet file that is damaged, with zeros for one, is sent as packets of another time: what was captured in their place did not come.</summary>
    private void LackStrange(int number, StrangePackets strange)
    {
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{region.Name} sent {strange.Count:N0} packets of a time that none of the files asked for can hold, so that others did not come: look for damaged packet files on its disk.");
        slices.Change(q => q.Lack(number, strange.Stretches(inOrder: slices.Threads.Count == 1), reason));
        _failure ??= new FetchEnding(FetchEnd.Region, new RegionOutcome(RegionEnd.Damaged, reason, true), reason);
    }

    /// <summary>
    /// The answer ended before a packet that the region cannot send (too long, or damaged). What is behind it is asked from the next file
    /// on; what lies between stays out of reach.
    /// </summary>
    private void GoRound(int number, SliceAnswer answer, AnswerShortfall shortfall)
    {
        var slice = slices.Of(number);

        // A file may begin with packets older than its name: it is the one that was asked for all the same.
        var last = answer.Seen?.Last;
        var at = last is null || last < slice.AskFrom ? slice.AskFrom ?? slice.Window.After ?? shortfall.Gap.From : last;
        var detour = shortfall.IsBehind && at is { } ended
            ? Detour.Past(slices.Threads, ended, slice.Window, region.Padding, slices.AllBefore(last ?? ended)!.Value)
            : null;
        if (detour?.Ask?.After <= slice.AskFrom)
            detour = null; // The same question would come to the same end.

        // Where the way round brought nothing either, it is still the same that cannot be had.
        var reason = last is null && slice.LostReason is { } same ? same : shortfall.Gap.Reason;
        if (detour is null || detour.OutOfReach.IsEmpty)
            slices.Change(q => q.Fail(number, GapKind.CutByServer, reason, shortfall.Gap.From));
        else
            slices.Change(q => q.GoRound(number, detour, reason));
        _failure ??= new FetchEnding(FetchEnd.Region, new RegionOutcome(RegionEnd.CutByNetwork, reason, true), reason);
    }
}
