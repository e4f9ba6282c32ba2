using PacketFleet.Engine.Jobs.Slices;

namespace PacketFleet.Engine.Jobs.Fetching;

// Its place in the region's line.
internal sealed partial class FetchRunner
{
    /// <summary>Between two questions for a slot; whoever is admitted is woken at once.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <summary>A Stenographer goes on with a query it was left alone with, until it next writes.</summary>
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(3);

    private async Task<bool> WaitForSlotAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var place = await TryAskAsync().ConfigureAwait(false);
            if (place == 0)
                return true;
            if (place > 0)
                await ReportMovedAsync(_report.Snapshot with { State = FetchState.Queued, Reason = InLine(place) }).ConfigureAwait(false);
            try
            {
                await _woken.WaitAsync(AskAgain, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await ReleaseAsync(TimeSpan.Zero).ConfigureAwait(false);
        return false;
    }

    private async Task<int> TryAskAsync()
    {
        try
        {
            return await _admission.AskAsync(_ticket, _plan.Job.Job.RequestedBy, Loss?.At).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogAdmissionFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
            return -1;
        }
    }

    private async Task ReleaseAsync(TimeSpan cooldown)
    {
        // Who keeps the slots is stopping too, or finds the lease run out.
        if (_stopKind == FetchEnd.Shutdown)
            return;
        try
        {
            await _admission.ReleaseAsync(_ticket, cooldown).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The lease runs out by itself.
            LogAdmissionFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await _admission.RenewAsync(_ticket).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogAdmissionFailed(_services.Logger, e, _plan.Job.Id, _plan.Fetch.Region);
        }
    }

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
