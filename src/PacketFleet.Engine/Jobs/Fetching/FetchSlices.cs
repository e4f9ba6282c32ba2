using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Engine.Regions;
using PacketFleet.Engine.Regions.Holdings;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Fetching;

/// <summary>
/// The slices of one run of a fetch: planned on what the region holds, or gone on with where an earlier run left them; and what is known
/// about each at its end. Used by the fetch's thread; what others read is kept apart by a lock.
/// </summary>
/// <param name="plan">The fetch.</param>
/// <param name="row">Its row as the log goes on from it.</param>
/// <param name="region">Its region.</param>
/// <param name="options">How slices are cut.</param>
/// <param name="clock">Now.</param>
internal sealed class FetchSlices(FetchPlan plan, FetchRecord row, IRegion region, EngineOptions options, TimeProvider clock)
{
    private static readonly TimeSpan UsualAge = TimeSpan.FromMinutes(1);

    /// <summary>No directory ends an answer early: one question reads it all.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromDays(365 * 1000);

    /// <summary>No sensor deletes more than this within the seconds for which its holdings are kept.</summary>
    private static readonly TimeSpan AgingReach = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly AnswerOrder _order = new(isSorted: region.Kind == RegionKind.Directory);
    private SliceQueue? _queue;
    private RegionHoldings? _first;
    private RegionHoldings? _last;
    private bool _waited;
    private IReadOnlyList<Gap> _lost = [];

    /// <summary>How long a file of the region is.</summary>
    public TimeSpan FileAge => _first?.FileAge ?? UsualAge;

    /// <summary>The region does not tell its files.</summary>
    public bool FilesAreUnknown => _last is not { Known: true };

    /// <summary>The region's files as last told.</summary>
    public IReadOnlyList<HeldThread> Threads => _last?.Threads ?? [];

    /// <summary>When its oldest file begins, as last told; null = it does not tell, or holds none.</summary>
    public PacketTime? OldestFile
    {
        get
        {
            PacketTime? oldest = null;
            foreach (var thread in Threads)
            {
                if (thread.Files is [var first, ..] && !(first.Start >= oldest))
                    oldest = first.Start;
            }

            return oldest;
        }
    }

    /// <summary>Everything before this is answered, by the slices before the first one that is not; null = nothing is known to be.</summary>
    public PacketTime? CoveredTo
    {
        get
        {
            lock (_gate)
            {
                if (_queue is null)
                    return null;
                PacketTime? covered = null;
                foreach (var slice in _queue.Slices)
                {
                    if (slice.State != SliceState.Done)
                        return slice.Window.After ?? covered;
                    covered = slice.Window.Before;
                }

                return covered;
            }
        }
    }

    /// <summary>What of the slices asked so far did not come, as long as they are not asked again: the same list until that changes.</summary>
    public IReadOnlyList<Gap> Lost
    {
        get
        {
            lock (_gate)
                return _lost;
        }
    }

    /// <summary>All slices as text, as they stand; null before <see cref="Open"/>.</summary>
    public string? Text
    {
        get
        {
            lock (_gate)
                return _queue is null ? null : SliceQueueText.Write(_queue);
        }
    }

    /// <summary>Finds out what the region holds, and plans; or takes up the slices of the row. Once.</summary>
    /// <param name="cancellation">Ends the looking.</param>
    public void Open(CancellationToken cancellation)
    {
        if (_queue is not null)
            return;
        var holdings = Look(cancellation);
        _first = holdings;
        var queue = SliceQueueText.Read(row.Slices) ?? Plan(holdings);
        queue.Retry();

        // Whoever has a complete fetch run again wants to know whether there is more by now.
        if (plan.Fetch.Snapshot.Attempt > 1 && !queue.HasNext)
            queue.ReopenLast();
        lock (_gate)
            _queue = queue;
    }

    /// <summary>What is to be asked next; null when all has been.</summary>
    public SliceStep? Next(CancellationToken cancellation)
    {
        // What was waited for came since somebody last looked.
        var holdings = Look(cancellation, now: _waited);
        _waited = false;
        var wait = plan.Job.Job.WaitForRecent
            ? RecentWait.Of(plan.Window, holdings, plan.Job.Job.PinnedAt, clock.GetUtcNow(), TimeSpan.FromSeconds(options.CaptureLagSeconds))
            : null;
        lock (_gate)
        {
            if (!_queue!.HasNext)
                return null;
            if (wait is not null && holdings.Horizon is { } horizon && !_queue.SplitNext(horizon))
            {
                _waited = true;
                return new SliceStep(null, wait);
            }

            var slice = _queue.Next(wait is null ? null : holdings.Horizon)!;
            _queue.Asked(slice.Number, HeldThen.Of(holdings));
            return new SliceStep(slice, null);
        }
    }

    /// <summary>The slices as they stand before one is asked.</summary>
    public SliceQueue AsAsked()
    {
        lock (_gate)
            return _queue!.Copy();
    }

    /// <summary>
    /// All slices as text, once so many packets of one with this hash are committed. A log in memory asks for this at a mark that is
    /// behind what this run has appended: whatever has become of the slice since, after the end of the program it has to be asked again.
    /// </summary>
    /// <param name="asked">The slices when this one was asked.</param>
    /// <param name="slice">Its number.</param>
    /// <param name="packets">So many of its packets are committed, or settled.</param>
    /// <param name="hash">The running hash over them.</param>
    public string Describe(SliceQueue asked, int slice, long packets, ulong hash)
    {
        lock (_gate)
        {
            var known = Of(slice);
            if (packets >= known.Packets)
            {
                _queue!.Commit(slice, packets, hash);
                return SliceQueueText.Write(_queue);
            }

            asked.Commit(slice, packets, hash);
            if (known.Compare)
                asked.Compare(slice);
            return SliceQueueText.Write(asked);
        }
    }

    /// <summary>A slice as it stands.</summary>
    public SliceProgress Of(int number)
    {
        lock (_gate)
            return _queue!.Slices.First(s => s.Number == number);
    }

    /// <summary>Changes the slices.</summary>
    public void Change(Action<SliceQueue> change)
    {
        lock (_gate)
        {
            change(_queue!);
            var lost = _queue!.Lost();
            if (!lost.SequenceEqual(_lost))
                _lost = lost;
        }
    }

    /// <summary>Everything before this has come of an answer that broke off, where this was the latest time in it; null = nothing is known to have.</summary>
    public PacketTime? AllBefore(PacketTime? last) => last is { } seen ? _order.AllBefore(FilesAreUnknown ? [] : Threads, seen) : null;

    /// <summary>An answer was read: whether it came in order.</summary>
    public void Heard(AnswerTally? answer)
    {
        if (answer is { First: { } first, Last: { } last })
            _order.Heard(Threads, first, last, answer.IsOrdered);
    }

    /// <summary>Something is gained by closing a slice here (<see cref="SliceQueue.CanClose"/>).</summary>
    public bool CanClose(int number, PacketTime at)
    {
        lock (_gate)
            return _queue!.CanClose(number, at);
    }

    /// <summary>A slice was answered, or is given up: notes what the region holds now.</summary>
    /// <param name="number">Which slice.</param>
    /// <param name="isChecked">The index agrees with what came.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public void Answered(int number, bool isChecked, CancellationToken cancellation)
    {
        var after = HeldThen.Of(LookBehind(Of(number), cancellation));
        lock (_gate)
            _queue!.Answered(number, after, isChecked);
    }

    /// <summary>How far the window is answered, when nothing more is asked.</summary>
    /// <param name="ended">What is missing of what was not asked to its end.</param>
    /// <param name="reason">Why.</param>
    public FetchCoverage Judge(GapKind ended, string reason)
    {
        lock (_gate)
        {
            var first = _first ?? RegionHoldings.Unknown(region.Name, $"{region.Name} was not asked.", clock.GetUtcNow());

            // Stopped before it looked at the region: what earlier runs brought stays.
            var results = (_queue ?? SliceQueueText.Read(row.Slices))?.Results(ended, reason) ?? [new SliceResult(plan.Window) { Ended = ended, Reason = reason }];
            return FetchGaps.Find(new FetchFacts
            {
                Region = region.Name,
                Window = plan.Window,
                PinnedAt = Now(first),
                Results = results,
                Before = first,
                After = _last,
            });
        }
    }

    // An open end of a directory means what it holds: it is a record, not a capture that has stopped.
    private PacketTime Now(RegionHoldings holdings) =>
        region.Kind == RegionKind.Directory && plan.Window.Before is null && holdings.Newest is { } newest ? newest : plan.Job.Job.PinnedAt;

    // What was found out seconds before the answer ended does not tell whether the slice's first files were still there then.
    private bool MayHaveAged(SliceProgress slice) =>
        region.Kind == RegionKind.Stenographer && (_last?.Oldest is not { } oldest || slice.Window.First < oldest.Add(region.Padding).Add(AgingReach).Nanoseconds);

    private RegionHoldings Look(CancellationToken cancellation, bool now = false)
    {
        // A directory's times are those of this start; the job may have run with another's.
        var holdings = region.Shift != plan.Fetch.Shift
            ? RegionHoldings.Unknown(region.Name, $"{region.Name} shows its captures at other times than when the job began.", clock.GetUtcNow())
            : (now ? region.HoldingsNowAsync(cancellation) : region.HoldingsAsync(cancellation)).GetAwaiter().GetResult();
        _last = holdings;
        return holdings;
    }

    // Whoever stops the fetch now takes nothing away from what has come.
    private RegionHoldings LookBehind(SliceProgress slice, CancellationToken cancellation)
    {
        try
        {
            return Look(cancellation, now: MayHaveAged(slice));
        }
        catch (OperationCanceledException) when (_last is not null)
        {
            return _last;
        }
    }

    private SliceQueue Plan(RegionHoldings holdings)
    {
        var age = holdings.FileAge ?? TimeSpan.Zero;
        var length = region.Kind == RegionKind.Directory || row.CommittedPackets > 0 ? Whole : TimeSpan.FromMinutes(options.SliceMinutes);

        // What was committed before there were slices is the beginning of one that is the whole window.
        IReadOnlyList<Slice> slices = length == Whole ? [new Slice(0, plan.Window)] : SlicePlanner.Plan(plan.Window, holdings, plan.Job.Job.PinnedAt, length, age);
        var queue = SliceQueue.Begin(slices, TimeSpan.FromMinutes(options.SliceMinutes), age, holdings.ByItsClock(plan.Job.Job.PinnedAt));
        if (row.CommittedPackets > 0)
            queue.Commit(0, row.CommittedPackets, row.CommittedHash);
        return queue;
    }
}

/// <summary>What to do next.</summary>
/// <param name="Slice">The slice to ask.</param>
/// <param name="Wait">What to wait for first; null where there is a slice.</param>
internal sealed record SliceStep(SliceProgress? Slice, RecentWait? Wait);
