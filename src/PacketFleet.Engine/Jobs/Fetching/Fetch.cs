using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The body of a fetch: asks the region slice by slice, cuts exactly, appends to the log, commits. Blocking, on a thread of its own
/// (receiving that way costs half of what it costs asynchronously); knows no grain.
/// </summary>
internal sealed partial class Fetch(FetchPlan plan, IRegion region, FetchCounters counters, FetchBudgets budgets, IDeliveryLog log, FetchSlices slices, FetchServices services, Func<FetchEnding> stopped)
{
    /// <summary>A slice is asked so often before it is given up, where nothing more comes of it.</summary>
    private const int MostAttempts = 4;

    /// <summary>After so many slices in a row that came to nothing the region is not asked for the others.</summary>
    private const int MostFailures = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(300);

    private FetchEnding? _failure;
    private int _failures;

    /// <summary>Runs until there is nothing left to ask, or someone ends it. Throws only for bugs: what region, disk or people do is in the ending.</summary>
    public FetchEnding Run(CancellationToken cancellation)
    {
        try
        {
            slices.Open(cancellation);
            return AskAll(cancellation);
        }
        catch (OperationCanceledException)
        {
            return stopped();
        }
        catch (FencedException)
        {
            return new FetchEnding(FetchEnd.Fenced, RegionOutcome.Complete, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException)
        {
            log.Abandon();
            return new FetchEnding(FetchEnd.Archive, RegionOutcome.Complete,
                $"The packets of {region.Name} could not be stored ({FirstLine(e.Message)}): mend that, then Retry fetches the rest.");
        }
        finally
        {
            log.Abandon();
            budgets.Return(counters.Packets - counters.CommittedPackets, counters.Bytes - counters.CommittedBytes);
        }
    }

    private FetchEnding AskAll(CancellationToken cancellation)
    {
        while (slices.Next(cancellation) is { } step)
        {
            if (step.Wait is { } wait)
                return new FetchEnding(FetchEnd.Recent, RegionOutcome.Complete, wait.Reason) { Wait = wait };
            if (AskPatiently(step.Slice!.Number, cancellation) is { } ending)
                return ending;
            if (_failures >= MostFailures)
                break;
        }

        return _failure ?? new FetchEnding(FetchEnd.Region, RegionOutcome.Complete, null);
    }

    /// <summary>One slice, again where that may help; null when the next one may follow.</summary>
    private FetchEnding? AskPatiently(int number, CancellationToken cancellation)
    {
        var counts = Count(slices.Of(number), cancellation);
        var reach = new SliceReach(slices.Of(number).Reached);
        var isAskedAgain = false;
        for (var attempt = 1; ; attempt++)
        {
            var (packets, told) = (counters.Packets, counts?.Sum(c => c.Packets));
            var answer = Ask(slices.Of(number), attempt < MostAttempts ? told : null, cancellation);
            log.Commit();
            slices.Heard(answer.Seen);

            // What ended before it was shown to begin as an earlier one did proves nothing.
            var isFurther = !answer.IsBehind && reach.Take(slices.AllBefore(answer.CameTo));
            if (answer.Ending is { } ended)
                return StopAt(number, ended.End == FetchEnd.Cancelled ? stopped() : ended, reach.Before);

            if (answer.Outcome is { End: RegionEnd.Complete })
            {
                var shortfall = Shortfall(number, answer, counts);
                if (shortfall is not null && (!isAskedAgain || answer.IsBehind))
                {
                    // What ended early once, for whatever reason, may come when asked again; what cannot be sent ends it at the same place.
                    isAskedAgain = true;
                    reach.LacksSome(shortfall.IsBehind);
                    if (!Pause(attempt, cancellation))
                        return StopAt(number, stopped(), reach.Before);

                    // Where it cannot be counted now, what is short stays so.
                    counts = Count(slices.Of(number), cancellation) ?? counts;
                    continue;
                }

                if (answer.IsBehind)
                {
                    // What of it came before is not known by its number then.
                    slices.Change(q => q.Compare(number));
                    continue;
                }

                _failures = 0;
                counters.EndSlice();

                // Files that were gone when it was counted anew were not counted.
                slices.Answered(number, isChecked: !isAskedAgain && told == answer.Seen?.Received, cancellation);
                if (answer is { ClosedAt: null, LeftAt: null, Seen: { } seen } && !(told >= seen.Received))
                    NoteUncounted(number);
                Settle(number, answer, shortfall);
                return null;
            }

            // Where nothing tells what has come already from what is new, only time tells whether there was more.
            if (counters.Packets > packets && (isFurther || !slices.Of(number).Compare))
                attempt = 1;
            if (answer.Outcome!.MayRetry && attempt < MostAttempts && Pause(attempt, cancellation))
                continue;
            if (cancellation.IsCancellationRequested)
                return StopAt(number, stopped(), reach.Before);
            GiveUp(number, answer, reach.Before, cancellation);
            return null;
        }
    }

    /// <summary>Someone ended it in the middle of a slice: what will not be gone on with is missing from there on.</summary>
    private FetchEnding StopAt(int number, FetchEnding ending, PacketTime? reached)
    {
        if (ending.End is not (FetchEnd.Fenced or FetchEnd.Full or FetchEnd.SlotLost or FetchEnd.Shutdown))
            slices.Change(q => q.Fail(number, ending.Missing, ending.Reason ?? "It was stopped.", reached));
        return ending;
    }

    private void GiveUp(int number, SliceAnswer answer, PacketTime? reached, CancellationToken cancellation)
    {
        var failed = new FetchEnding(FetchEnd.Region, answer.Outcome!, answer.Outcome!.Reason);
        slices.Answered(number, isChecked: false, cancellation);
        slices.Change(q => q.Fail(number, failed.Missing, failed.Reason ?? "It ended early.", reached));
        counters.EndSlice();
        if (slices.Of(number).State == SliceState.Done)
        {
            // It broke behind the last packet of the slice.
            NoteUncounted(number);
            return;
        }

        _failure ??= failed;

        // Who cannot be reached or refuses us does so for every slice.
        _failures = answer.Outcome.End is RegionEnd.CutByNetwork or RegionEnd.Stalled or RegionEnd.Damaged ? _failures + 1 : MostFailures;
    }

    private static bool Pause(int attempt, CancellationToken cancellation)
    {
        var pause = FirstPause * Math.Pow(3, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        return !cancellation.WaitHandle.WaitOne(pause);
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('.', '\r', ' ');
}
