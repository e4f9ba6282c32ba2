using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The body of a fetch: asks the region, cuts exactly, appends to segments, commits them. Blocking, on a thread of its own
/// (receiving that way costs half of what it costs asynchronously); knows no grain.
/// </summary>
internal sealed class Fetch(FetchPlan plan, IRegion region, FetchCounters counters, JobBudget? budget, IDeliveryLog log)
{
    private readonly TimeWindow _window = plan.Window;

    /// <summary>Runs to its end. Throws only for bugs: what region, disk or people do is in the ending.</summary>
    public FetchEnding Run(CancellationToken cancellation)
    {
        try
        {
            var ending = Ask(CommittedPackets.AsPrefix(log.Row), cancellation);
            if (ending is null)
            {
                counters.Restart();
                ending = Ask(Compare(cancellation), cancellation);
            }

            log.Commit();
            return ending!;
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
            budget?.Return(counters.Packets - counters.CommittedPackets, counters.Bytes - counters.CommittedBytes);
        }
    }

    /// <summary>One question to the region; null when its answer does not begin with what is committed.</summary>
    private FetchEnding? Ask(CommittedPackets known, CancellationToken cancellation)
    {
        using var stream = region.Open(new RegionRequest(plan.Query, _window.Pad(region.Padding), plan.Fetch.Shift), cancellation);
        while (stream.TryRead(out var packet))
        {
            counters.Begin();
            if (!_window.Contains(packet.Time))
            {
                counters.Cut(packet.Time);
                continue;
            }

            if (!known.IsEmpty)
            {
                var judged = known.Judge(packet);
                if (judged == Known.Differs)
                    return null;
                if (judged == Known.Committed)
                {
                    counters.Skip(packet.Time);
                    continue;
                }
            }

            if (budget is not null && !budget.TryTake(packet.Data.Length))
                return new FetchEnding(FetchEnd.Limit, RegionOutcome.Complete, LimitSentence());

            if (!log.TryAppend(packet, cancellation))
            {
                budget?.Return(1, packet.Data.Length);
                return cancellation.IsCancellationRequested
                    ? new FetchEnding(FetchEnd.Cancelled, RegionOutcome.Complete, null)
                    : new FetchEnding(FetchEnd.Full, RegionOutcome.Complete, null);
            }

            counters.Keep(packet.Time, packet.Data.Length);
            if (log.IsDue)
                log.Commit();
        }

        var outcome = stream.Outcome;

        // The answer ended before the committed prefix did: files have aged out, so its order proves nothing.
        if (outcome.End == RegionEnd.Complete && !known.PrefixSeen)
            return null;
        return new FetchEnding(outcome.End == RegionEnd.Cancelled ? FetchEnd.Cancelled : FetchEnd.Region, outcome, outcome.Reason);
    }

    private CommittedPackets Compare(CancellationToken cancellation)
    {
        if (log.ReadHashes(cancellation) is { } hashes)
            return CommittedPackets.Anywhere(hashes);
        log.StartOver();
        return CommittedPackets.None;
    }

    private string LimitSentence()
    {
        var limits = plan.Job.Job.Limits;
        var which = (limits.Packets, limits.Bytes) switch
        {
            ({ } packets, null) => $"{packets:N0} packets",
            (null, { } bytes) => $"{bytes:N0} bytes",
            var (packets, bytes) => $"{packets:N0} packets or {bytes:N0} bytes",
        };
        return $"The job reached its limit of {which}; what {region.Name} has beyond it was not fetched: submit again with a higher limit.";
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('.', '\r', ' ');
}
