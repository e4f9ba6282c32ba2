using PacketFleet.Wire;

namespace PacketFleet.Engine.Jobs.Slices;

/// <summary>
/// What is left of a fetch: its slices in time order, each packet time in at most one of them at any moment, however they are cut
/// and joined. For one thread. Whatever changes here is to be stored (<see cref="SliceQueueText"/>) before the region is asked, so
/// that another run goes on with the same slices.
/// </summary>
internal sealed partial class SliceQueue
{
    /// <summary>After a slice that took less, the next ones are longer.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);

    /// <summary>After a slice that took more, the next ones are shorter: a Stenographer ends every answer after 15 minutes.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    /// <summary>Slices are at most so many doublings longer or shorter than was planned.</summary>
    private const int MostDoublings = 2;

    private readonly List<SliceProgress> _slices;
    private int _nextNumber;

    internal SliceQueue(IEnumerable<SliceProgress> slices, int nextNumber)
    {
        _slices = [.. slices];
        _nextNumber = nextNumber;
    }

    /// <summary>The slices in time order.</summary>
    public IReadOnlyList<SliceProgress> Slices => _slices;

    /// <summary>How long slices were planned to be.</summary>
    public required TimeSpan PlannedLength { get; init; }

    /// <summary>No slice is cut shorter than this.</summary>
    public required TimeSpan ShortestLength { get; init; }

    /// <summary>Where an open end is taken to be when what is left is halved: the pinned now.</summary>
    public required PacketTime OpenEnd { get; init; }

    /// <summary>How often the length is doubled now, −2 to 2; below zero it is halved.</summary>
    public int Doublings { get; internal set; }

    /// <summary>How long the next slices are to be.</summary>
    public TimeSpan Length => Longer(Doublings >= 0 ? PlannedLength * (1 << Doublings) : PlannedLength / (1 << -Doublings), ShortestLength);

    /// <summary>A slice is left to be asked.</summary>
    public bool HasNext => _slices.Exists(s => s.State == SliceState.Pending);

    /// <summary>A number for the next slice made.</summary>
    internal int NextNumber => _nextNumber;

    /// <summary>Begins with a plan.</summary>
    /// <param name="plan">The slices in order.</param>
    /// <param name="length">How long they were to be, above zero.</param>
    /// <param name="fileAge">How long a file is: no slice is cut shorter.</param>
    /// <param name="openEnd">Where an open end is taken to be: the pinned now by the region's clock.</param>
    public static SliceQueue Begin(IReadOnlyList<Slice> plan, TimeSpan length, TimeSpan fileAge, PacketTime openEnd) =>
        new(plan.Select(s => new SliceProgress(s.Number, s.Window)), plan.Count == 0 ? 0 : plan.Max(s => s.Number) + 1)
        {
            PlannedLength = Bounded(length),
            ShortestLength = Longer(Bounded(fileAge), TimeSpan.FromSeconds(1)),
            OpenEnd = openEnd,
        };

    /// <summary>Another queue with the same slices.</summary>
    public SliceQueue Copy() => new(_slices, _nextNumber) { PlannedLength = PlannedLength, ShortestLength = ShortestLength, OpenEnd = OpenEnd, Doublings = Doublings };

    /// <summary>
    /// The next slice to ask, with its attempt counted: the earliest that is pending, joined with its neighbours or cut to
    /// <see cref="Length"/> where nothing of it was asked yet. Null when none is left.
    /// </summary>
    /// <param name="until">It is not joined with what lies behind this; null = with whatever follows.</param>
    public SliceProgress? Next(PacketTime? until = null)
    {
        var at = _slices.FindIndex(s => s.State == SliceState.Pending);
        if (at < 0)
            return null;

        if (_slices[at].IsUntouched)
            Fit(at, until);
        return _slices[at] = _slices[at] with { Attempt = _slices[at].Attempt + 1 };
    }

    /// <summary>A slice is asked now: what the region holds.</summary>
    public void Asked(int number, HeldThen held) => Change(number, s => s with { Asked = held, Answered = null, Checked = false, Uncounted = false });

    /// <summary>A slice was answered, or is given up: what the region holds now, and whether its index agrees with what came.</summary>
    public void Answered(int number, HeldThen held, bool isChecked) => Change(number, s => s with { Answered = held, Checked = isChecked });

    /// <summary>Packets of a slice were committed.</summary>
    /// <param name="number">Which slice.</param>
    /// <param name="packets">All that are committed of it now.</param>
    /// <param name="hash">The running hash over them.</param>
    public void Commit(int number, long packets, ulong hash) => Change(number, s => s with { Packets = packets, Hash = hash });

    /// <summary>What is committed of a slice is no prefix of its answers any more: from now on each packet of it is compared.</summary>
    public void Compare(int number) => Change(number, s => s with { Compare = true });

    /// <summary>A slice was answered to its end. How long that took decides on the length of the next ones.</summary>
    public void Complete(int number, TimeSpan took)
    {
        Change(number, s => s.Again() with { State = SliceState.Done });
        if (took < Quick)
            Doublings = Math.Min(Doublings + 1, MostDoublings);
        else if (took > Long)
            Shorten();
    }

    /// <summary>A slice was answered and not checked against the region's index, since that could not be counted.</summary>
    public void NoteUncounted(int number) => Change(number, s => s with { Uncounted = true });

    /// <summary>A slice ended without its whole answer; <see cref="Retry"/> brings it back. Where all of it has come it is done.</summary>
    /// <param name="number">Which slice.</param>
    /// <param name="ended">What is missing: one of the missing kinds.</param>
    /// <param name="reason">One sentence with the mend.</param>
    /// <param name="reached">Everything before this has come; null = nothing is known to have.</param>
    public void Fail(int number, GapKind ended, string reason, PacketTime? reached) => Change(number, s => reached >= s.Window.Before
        ? s.Again() with { State = SliceState.Done }
        : s with
        {
            State = ended == GapKind.Failed ? SliceState.Failed : SliceState.Cut,
            Ended = ended,
            Reason = reason,
            Reached = reached <= s.Window.After ? null : reached,
        });

    /// <summary>Slices that are cut or failed are to be asked again; what is committed of them stays. Returns how many.</summary>
    public int Retry()
    {
        var count = 0;
        for (var i = 0; i < _slices.Count; i++)
        {
            if (_slices[i] is { State: SliceState.Done or SliceState.Pending, LostTo: null } or { State: SliceState.Pending })
                continue;
            _slices[i] = _slices[i].LostTo is null ? _slices[i].Again() with { Reached = _slices[i].Reached } : WithoutDetour(_slices[i]);
            count++;
        }

        return count;
    }

    /// <summary>The latest slice is to be asked again: there may be more of it on the region's disk now. What is committed of it stays.</summary>
    public void ReopenLast()
    {
        if (_slices.Count > 0 && _slices[^1].State == SliceState.Done)
            _slices[^1] = _slices[^1].Again();
    }

    /// <summary>What lies at or behind a moment is to be asked again when the fetch is: it was not on the region's disk yet.</summary>
    public void ReopenFrom(PacketTime? moment)
    {
        for (var i = 0; i < _slices.Count; i++)
        {
            if (_slices[i].State == SliceState.Done && !(_slices[i].Window.Before <= moment))
                _slices[i] = WithoutDetour(_slices[i]);
        }
    }

    /// <summary>The slice that a log in memory was being filled from got so many packets more, with this hash, after it was stored.</summary>
    internal void Advance(long packets, ulong hash)
    {
        var at = _slices.FindIndex(s => s.State == SliceState.Pending);
        if (at >= 0)
            _slices[at] = _slices[at] with { Packets = _slices[at].Packets + packets, Hash = hash };
    }

    /// <summary>What came of each slice, when none will be asked any more.</summary>
    /// <param name="ended">What is missing of those that are still pending.</param>
    /// <param name="reason">Why, as one sentence with the mend.</param>
    public IReadOnlyList<SliceResult> Results(GapKind ended, string reason) => [.. _slices.Select(s => SliceResult.Of(s, ended, reason))];

    /// <summary>What did not come of the slices that are not to be asked any more, in time order.</summary>
    public IReadOnlyList<Gap> Lost()
    {
        List<Gap>? lost = null;
        foreach (var slice in _slices)
        {
            var result = SliceResult.Of(slice, GapKind.Failed, "");
            var isCut = slice.State is SliceState.Cut or SliceState.Failed;
            if (!isCut || result.MissingFrom is not null)
                (lost ??= []).AddRange(result.Inside);
            if (isCut)
                (lost ??= []).Add(new Gap(result.Ended!.Value, result.MissingFrom ?? slice.Window.After, slice.Window.Before, result.Reason!));
        }

        return lost ?? [];
    }

    /// <summary>A slice to be asked again, with what was out of reach.</summary>
    private static SliceProgress WithoutDetour(SliceProgress slice) =>
        slice.LostTo is null ? slice.Again() : slice.Again() with { AskFrom = null, LostTo = null, LostReason = null, Compare = true };

    private void Shorten() => Doublings = Math.Max(Doublings - 1, -MostDoublings);

    private void Change(int number, Func<SliceProgress, SliceProgress> change)
    {
        var at = IndexOf(number);
        _slices[at] = change(_slices[at]);
    }

    private int IndexOf(int number)
    {
        var at = _slices.FindIndex(s => s.Number == number);
        return at >= 0 ? at : throw new ArgumentOutOfRangeException(nameof(number), number, "There is no such slice.");
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // Far beyond what packet times can tell, and still to be doubled.
    private static TimeSpan Bounded(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span > TimeSpan.MaxValue / 16 ? TimeSpan.MaxValue / 16 : span;
}
