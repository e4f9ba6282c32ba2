using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Engine.Jobs.Fetching;

// Its place in the region's line.
internal sealed partial class FetchRunner
{
    /// <summary>Between two questions for a slot; whoever is admitted is woken at once.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <summary>A Stenographer goes on with a query it was left alone with, until it next writes.</summary>
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(3);

    /// <summary>Waits in line; null when someone stops it.</summary>
    private async Task<SlotLease?> WaitForSlotAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var asked = _services.Clock.GetTimestamp();
            var place = await _line.AskAsync(SlotLease.AskPatience).ConfigureAwait(false);
            if (place == 0)
                return new SlotLease(_line, asked, _services.Clock, _stop.Token);
            if (place > 0)
                await ReportMovedAsync(_report.Snapshot with { State = FetchState.Queued, Reason = InLine(place.Value) }).ConfigureAwait(false);
            try
            {
                await _woken.WaitAsync(AskAgain, _stop.Token).ConfigureAwait(false);
                EnforceTimeLimit();
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await ReleaseAsync(TimeSpan.Zero).ConfigureAwait(false);
        return null;
    }

    /// <summary>Streams in a slot and gives it back, however that ends.</summary>
    private async Task<FetchEnding> StreamInAsync(SlotLease slot, IRegion region)
    {
        FetchEnding? ending = null;
        try
        {
            return ending = await StreamAsync(region, slot).ConfigureAwait(false);
        }
        finally
        {
            await slot.DisposeAsync().ConfigureAwait(false);

            // A query that was left goes on, also before its first packet; one that the region ended without any does not.
            var early = ending is not { End: FetchEnd.Region, Outcome.End: RegionEnd.Complete };
            var mayGoOn = _counters.Streaming || ending is not { End: FetchEnd.Region };

            // Who stands in line again has no slot to give back, and keeps the place.
            if (ending?.End != FetchEnd.SlotLost || !slot.IsInLine)
                await ReleaseAsync(early && mayGoOn && region.Kind == RegionKind.Stenographer ? Cooldown : TimeSpan.Zero).ConfigureAwait(false);
        }
    }

    /// <summary>The slot was lost and the region let go. False where that is because another run has taken over.</summary>
    private async Task<bool> TellLostSlotAsync(IRegion region)
    {
        LogSlotLost(_services.Logger, _plan.Job.Id, region.Name, _counters.CommittedPackets);
        var queued = InFlight(_report.Snapshot, FetchState.Queued) with
        {
            Reason = $"{region.Name} was let go after {_counters.CommittedPackets:N0} packets, since its slot was lost: the rest is asked for once one is free.",
        };
        await ReportAsync(queued).ConfigureAwait(false);
        return await SaveAsync(queued).ConfigureAwait(false);
    }

    // Who keeps the slots is stopping too, or finds the lease run out.
    private Task ReleaseAsync(TimeSpan cooldown) => _stopKind == FetchEnd.Shutdown ? Task.CompletedTask : _line.ReleaseAsync(cooldown);

    private AgeLoss? Loss => _services.Ages?.LossOf(_plan.Fetch.Region, _plan.Window);

    private string InLine(int place)
    {
        var busy = $"{_plan.Fetch.Region} is busy: {Ordinal(place)} in line.";
        return Loss is { } loss ? $"{busy} {loss.Reason}" : busy;
    }

    private static string Ordinal(int place) => place switch
    {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => $"number {place}",
    };
}
