namespace PacketFleet.Engine.Jobs.Admission;

/// <summary>
/// Who may ask a region now: at most so many slots, each a lease that its holder renews; the rest wait, fairly between users,
/// what a region is about to delete first. A plain class on a clock given with each call, so that it is tested without a grain.
/// </summary>
internal sealed class AdmissionQueue(int slots, TimeSpan lease)
{
    /// <summary>A waiting fetch that has not asked again for so many leases is gone.</summary>
    private const int LeasesToForget = 4;

    /// <summary>A fetch whose packets the region begins to delete within this is urgent.</summary>
    private static readonly TimeSpan Urgent = TimeSpan.FromMinutes(30);

    private readonly Dictionary<long, Holder> _holders = [];
    private readonly List<Waiter> _waiters = [];
    private readonly List<DateTimeOffset> _cooling = [];
    private readonly Dictionary<string, long> _served = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _jumped = new(StringComparer.Ordinal);
    private long _counter;

    /// <summary>Slots in use, cooling ones included.</summary>
    public int Busy => _holders.Count + _cooling.Count;

    /// <summary>Fetches in line.</summary>
    public int Waiting => _waiters.Count;

    /// <summary>
    /// Asks for a slot, or asks again. 0 = granted, else the place in line, from 1. Where a newer run of the same fetch holds a slot or is
    /// in line, an older one is told a place and given none.
    /// </summary>
    /// <param name="ticket">Which fetch.</param>
    /// <param name="user">Whose.</param>
    /// <param name="now">Now.</param>
    /// <param name="deadline">When the region begins to delete what is asked for; null = not soon. Within half an hour of it the fetch goes before others.</param>
    public int Ask(Ticket ticket, string user, DateTimeOffset now, DateTimeOffset? deadline = null)
    {
        Expire(now);
        if (_holders.TryGetValue(ticket.Job, out var holder))
        {
            // A newer run of the same fetch has the slot: the older one gets none, and does not stand in line for one.
            if (holder.Ticket.Epoch > ticket.Epoch)
                return _waiters.Count + 1;

            // The same fetch again, maybe moved to another node: it keeps its slot.
            _holders[ticket.Job] = holder with { Ticket = ticket, Until = now + lease };
            return 0;
        }

        // A job that holds is not in line, so nobody in line takes the slot of a newer run.
        var at = _waiters.FindIndex(w => w.Ticket.Job == ticket.Job);
        if (at < 0)
            _waiters.Add(new Waiter(ticket, user, _counter++, now, deadline));
        else if (_waiters[at].Ticket.Epoch <= ticket.Epoch)
            _waiters[at] = _waiters[at] with { Ticket = ticket, Seen = now, Deadline = deadline };

        Advance(now);
        return _holders.TryGetValue(ticket.Job, out holder) && holder.Ticket == ticket ? 0 : Place(ticket, now);
    }

    /// <summary>Renews a lease; false when it is no longer held.</summary>
    public bool Renew(Ticket ticket, DateTimeOffset now)
    {
        Expire(now);
        if (!_holders.TryGetValue(ticket.Job, out var holder) || holder.Ticket != ticket)
            return false;
        _holders[ticket.Job] = holder with { Until = now + lease };
        return true;
    }

    /// <summary>Gives a slot, or a place in line, back. A slot with a cooldown is not given again before it is over.</summary>
    public void Release(Ticket ticket, TimeSpan cooldown, DateTimeOffset now)
    {
        _waiters.RemoveAll(w => w.Ticket == ticket);
        if (_holders.TryGetValue(ticket.Job, out var holder) && holder.Ticket == ticket)
        {
            _holders.Remove(ticket.Job);
            if (cooldown > TimeSpan.Zero)
                _cooling.Add(now + cooldown);
        }
    }

    /// <summary>Gives free slots to those in line and returns who was served.</summary>
    public IReadOnlyList<Ticket> Advance(DateTimeOffset now)
    {
        Expire(now);
        List<Ticket>? admitted = null;
        while (Busy < slots && _waiters.Count > 0)
        {
            var next = Order(now).First();
            _waiters.Remove(next);
            if (IsUrgent(next, now))
                _jumped[next.User] = _counter;
            _holders[next.Ticket.Job] = new Holder(next.Ticket, next.User, now + lease);
            _served[next.User] = _counter++;
            (admitted ??= []).Add(next.Ticket);
        }

        if (_waiters.Count == 0 && _holders.Count == 0)
        {
            _served.Clear();
            _jumped.Clear();
        }

        return admitted ?? (IReadOnlyList<Ticket>)[];
    }

    // What is urgent and may jump the queue comes first, by its deadline. Of the rest, who holds least, then whose user was served
    // longest ago, then what is urgent, then who came first: one user's hundred jobs do not starve another's one.
    private IOrderedEnumerable<Waiter> Order(DateTimeOffset now)
    {
        var held = _holders.Values.CountBy(h => h.User, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var waiting = _waiters.GroupBy(w => w.User, StringComparer.Ordinal).ToDictionary(g => g.Key, Since, StringComparer.Ordinal);
        return _waiters
            .OrderBy(w => IsUrgent(w, now) && MayJump(w.User, waiting) ? w.Deadline!.Value : DateTimeOffset.MaxValue)
            .ThenBy(w => held.GetValueOrDefault(w.User))
            .ThenBy(w => _served.GetValueOrDefault(w.User, -1))
            .ThenBy(w => IsUrgent(w, now) ? w.Deadline!.Value : DateTimeOffset.MaxValue)
            .ThenBy(w => w.Number);
    }

    // Nobody waits while another user jumps ahead twice: after once, all others who waited then are served before.
    private bool MayJump(string user, Dictionary<string, long> waiting) =>
        !_jumped.TryGetValue(user, out var jumped) || waiting.All(w => w.Value > jumped || string.Equals(w.Key, user, StringComparison.Ordinal));

    /// <summary>Since when a user has waited without being served, in the order of things.</summary>
    private long Since(IGrouping<string, Waiter> user) => Math.Max(user.Min(w => w.Number), _served.GetValueOrDefault(user.Key, -1));

    private static bool IsUrgent(Waiter waiter, DateTimeOffset now) => waiter.Deadline - now <= Urgent;

    private int Place(Ticket ticket, DateTimeOffset now) => Order(now).TakeWhile(w => w.Ticket != ticket).Count() + 1;

    private void Expire(DateTimeOffset now)
    {
        _cooling.RemoveAll(until => until <= now);
        _waiters.RemoveAll(w => now - w.Seen > lease * LeasesToForget);
        foreach (var (job, holder) in _holders)
        {
            if (holder.Until <= now)
                _holders.Remove(job);
        }
    }

    private sealed record Holder(Ticket Ticket, string User, DateTimeOffset Until);

    private sealed record Waiter(Ticket Ticket, string User, long Number, DateTimeOffset Seen, DateTimeOffset? Deadline);
}

/// <summary>A fetch in line: its job, and the epoch that tells a newer activation of it from an older one.</summary>
[GenerateSerializer, Immutable]
public readonly record struct Ticket([property: Id(0)] long Job, [property: Id(1)] int Epoch);
