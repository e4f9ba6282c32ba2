using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

// One slice.
internal sealed partial class Fetch
{
    /// <summary>The clock is looked at once in so many packets: few of them may take long to come.</summary>
    private const int PacketsPerLook = 16;

    /// <summary>A clock that was set may have left packets so far from the name of their file.</summary>
    private static readonly TimeSpan FarFromItsFile = TimeSpan.FromHours(1);

    private TimeSpan AnswerLimit => TimeSpan.FromSeconds(services.Options.AnswerSeconds);

    /// <summary>Asks once, and once more comparing packet by packet where the answer does not begin as it did before.</summary>
    private SliceAnswer Ask(SliceProgress slice, long? told, CancellationToken cancellation)
    {
        var asked = slices.AsAsked();
        if (!log.BeginSlice(slice.Number, slice.Packets, slice.Hash, (packets, hash) => slices.Describe(asked, slice.Number, packets, hash), cancellation))
            return new SliceAnswer { Ending = Stopped(cancellation) };
        var ask = AskOf(slice);
        if (!slice.Compare && Read(slice.Window, ask, CommittedPackets.AsPrefix(slice.Packets, slice.Hash), told, cancellation) is { } answer)
            return answer;

        // Whatever becomes of the slice, what is committed of it may lie behind the place where this answer ends.
        slices.Change(q => q.Compare(slice.Number));
        return Read(slice.Window, ask, Compare(slice, cancellation), null, cancellation)!;
    }

    /// <summary>What the region is asked for, so that it selects every file that can hold packets of the slice.</summary>
    private TimeWindow AskOf(SliceProgress slice) =>
        slice.AskFrom is { } from ? new TimeWindow(from, slice.Window.Before?.Add(region.Padding)) : slice.Window.Pad(region.Padding);

    /// <summary>The times that the files asked for can hold: from the oldest on where the start is open.</summary>
    private TimeWindow Possible(TimeWindow ask) => (region.Kind == RegionKind.Stenographer && ask.After is null ? ask with { After = slices.OldestFile } : ask).Pad(FarFromItsFile);

    private static FetchEnding Stopped(CancellationToken cancellation) => cancellation.IsCancellationRequested
        ? new FetchEnding(FetchEnd.Cancelled, RegionOutcome.Complete, null)
        : new FetchEnding(FetchEnd.Full, RegionOutcome.Complete, null);

    private CommittedPackets Compare(SliceProgress slice, CancellationToken cancellation)
    {
        if (log.ReadHashes(cancellation) is { } hashes)
            return CommittedPackets.Anywhere(hashes);
        log.Doubt(slice.Packets + slice.Doubtful);
        return CommittedPackets.None;
    }

    /// <summary>One question to the region; null when its answer does not begin with what is committed.</summary>
    /// <param name="window">The slice.</param>
    /// <param name="ask">What is asked for.</param>
    /// <param name="known">What is committed of it.</param>
    /// <param name="told">So many packets the index knows of, where an answer with fewer may be asked for again; else null.</param>
    /// <param name="cancellation">Ends it.</param>
    private SliceAnswer? Read(TimeWindow window, TimeWindow ask, CommittedPackets known, long? told, CancellationToken cancellation)
    {
        counters.BeginAnswer();
        var started = services.Clock.GetTimestamp();
        using var stream = region.Open(new RegionRequest(plan.Query, ask, plan.Fetch.Shift), cancellation);
        var seen = new AnswerTally(window, Possible(ask));
        SliceClosing? closing = null;
        FetchEnding? ending = null;
        var (isClosed, untilLook) = (false, PacketsPerLook);
        while (!isClosed && ending is null && stream.TryRead(out var packet))
        {
            counters.Begin();
            if (!seen.Take(packet.Time, out var isWanted))
                continue;
            if (--untilLook == 0)
            {
                untilLook = PacketsPerLook;
                closing ??= Closing(window, known, seen, services.Clock.GetElapsedTime(started));
            }

            if (closing is { } closes && packet.Time >= closes.At.Nanoseconds)
            {
                isClosed = packet.Time >= closes.ReadTo.Nanoseconds;
                continue;
            }

            if (!isWanted)
            {
                if (!plan.Window.Contains(packet.Time))
                    counters.Cut(packet.Time);
                continue;
            }

            seen.Reach(packet.Time);
            switch (known.IsEmpty ? Known.New : known.Judge(packet))
            {
                case Known.Differs:
                    return null;
                case Known.Committed:
                    counters.Skip(packet.Time);
                    break;
                default:
                    ending = Keep(packet, cancellation);
                    break;
            }
        }

        var outcome = isClosed ? RegionOutcome.Complete : ending is null ? stream.Outcome : null;

        // The answer ended before the committed prefix did: files have aged out, so its order proves nothing. Where the index knows of
        // more, it was cut.
        if (outcome is { End: RegionEnd.Complete } && !known.PrefixSeen && !(told > seen.Received))
            return null;
        return new SliceAnswer
        {
            Outcome = outcome,
            Ending = outcome is { End: RegionEnd.Cancelled } ? new FetchEnding(FetchEnd.Cancelled, outcome, outcome.Reason) : ending,
            ClosedAt = isClosed ? closing?.At : null,
            LeftAt = isClosed ? null : closing?.At,
            IsBehind = !known.PrefixSeen,
            Took = services.Clock.GetElapsedTime(started),
            Seen = seen,
        };
    }

    private FetchEnding? Keep(in PacketRecord packet, CancellationToken cancellation)
    {
        if (!budgets.TryTake(packet.Data.Length))
            return new FetchEnding(FetchEnd.Limit, RegionOutcome.Complete, budgets.Sentence(region.Name));
        if (!log.TryAppend(packet, cancellation))
        {
            budgets.Return(1, packet.Data.Length);
            return Stopped(cancellation);
        }

        counters.Keep(packet.Time, packet.Data.Length);
        if (log.IsDue)
            log.Commit();
        return null;
    }

    /// <summary>Where to close a slice that runs long, before the region's own limit cuts its answer; null while there is time.</summary>
    private SliceClosing? Closing(TimeWindow window, CommittedPackets known, AnswerTally seen, TimeSpan took) =>
        region.Kind == RegionKind.Stenographer && took >= AnswerLimit * 2 / 3 && known.PrefixSeen ? SliceClosing.Of(window, seen.Reached, slices.FileAge) : null;

    /// <summary>A slice whose answer ended as it should: closed on the way, cut by the region's limit, short of what its index tells, or whole.</summary>
    private void Settle(int number, SliceAnswer answer, AnswerShortfall? shortfall)
    {
        if (answer.ClosedAt is { } at)
            slices.Change(q => q.CloseAt(number, at, exact: true));
        else if (IsCutAtLimit(answer) || answer.LeftAt is not null)
            CutAtLimit(number, answer);
        else if (shortfall is not null)
            GoRound(number, answer, shortfall);
        else
            slices.Change(q => q.Complete(number, answer.Took));
        if (answer.Seen?.Strange is { Count: > 0 } strange && slices.Of(number).State == SliceState.Done)
            LackStrange(number, strange);
    }

    private bool IsCutAtLimit(SliceAnswer answer) => region.Kind == RegionKind.Stenographer && answer.Took >= AnswerLimit * 0.98;

    /// <summary>The region ends every answer after its limit: what it had not sent by then goes on in smaller slices.</summary>
    private void CutAtLimit(int number, SliceAnswer answer)
    {
        var window = slices.Of(number).Window;
        var settled = answer.Seen?.Reached is { } reached ? SliceClosing.Settled(reached) : window.After;
        if (settled is { } from && slices.CanClose(number, from))
        {
            slices.Change(q => q.CloseAt(number, from, exact: false));
            return;
        }

        var reason = $"{region.Name} ended its answer after {answer.Took.TotalSeconds:N0} s, its limit, and cannot be asked for less: narrow the query, then submit again.";
        slices.Change(q => q.Fail(number, GapKind.CutByServer, reason, slices.AllBefore(answer.CameTo)));
        _failure ??= new FetchEnding(FetchEnd.Region, new RegionOutcome(RegionEnd.Stalled, reason, false), reason);
    }
}
