namespace PacketFleet.Engine.Jobs.Admission;

/// <summary>
/// Who may ask a region now: at most so many slots, each a lease that its holder renews; the rest wait, fairly between users.
/// A plain class on a clock given with each call, so that it is tested without a grain.
/// </summary>
internal sealed class AdmissionQueue(int slots, TimeSpan lease)
{
    /// <summary>A waiting fetch that has not asked again for so many leases is gone.</summary>
    private const int LeasesToForget = 4;

    private readonly Dictionary<long, Holder> _holders = [];
    private readonly List<Waiter> _waiters = [];
    private readonly List<DateTimeOffset> _cooling = [];
    private readonly Dictionary<string, long> _served = new(StringComparer.Ordinal);
    private long _counter;

    /// <summary>Slots in use, cooling ones included.</summary>
    public int Busy => _holders.Count + _cooling.Count;

    /// <summary>Fetches in line.</summary>
    public int Waiting => _waiters.Count;

    /// <summary>Asks for a slot, or asks again. 0 = granted, else the place in line, from 1.</summary>
    public int Ask(Ticket ticket, string user, DateTimeOffset now)
    {
        Expire(now);
        if (_holders.TryGetValue(ticket.Job, out var holder) && holder.Ticket.Epoch <= ticket.Epoch)
        {
            // The same fetch again, maybe moved to another node: it keeps its slot.
            _holders[ticket.Job] = holder with { Ticket = ticket, Until = now + lease };
            return 0;
        }

        var at = _waiters.FindIndex(w => w.Ticket.Job == ticket.Job);
        if (at < 0)
            _waiters.Add(new Waiter(ticket, user, _counter++, now));
        else if (_waiters[at].Ticket.Epoch <= ticket.Epoch)
            _waiters[at] = _waiters[at] with { Ticket = ticket, Seen = now };

        Advance(now);
        return _holders.TryGetValue(ticket.Job, out holder) && holder.Ticket == ticket ? 0 : Place(ticket);
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
            var next = Order().First();
            _waiters.Remove(next);
            _holders[next.Ticket.Job] = new Holder(next.Ticket, next.User, now + lease);
            _served[next.User] = _counter++;
            (admitted ??= []).Add(next.Ticket);
        }

        if (_waiters.Count == 0 && _holders.Count == 0)
            _served.Clear();
        return admitted ?? (IReadOnlyList<Ticket>)[];
    }

    // Who holds least comes first, then whose user was served longest ago, then who came first: one user's hundred jobs
    // do not starve another's one.
    private IOrderedEnumerable<Waiter> Order()
    {
        var held = _holders.Values.CountBy(h => h.User, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return _waiters
            .OrderBy(w => held.GetValueOrDefault(w.User))
            .ThenBy(w => _served.GetValueOrDefault(w.User, -1))
            .ThenBy(w => w.Number);
    }

    private int Place(Ticket ticket) => Order().TakeWhile(w => w.Ticket != ticket).Count() + 1;

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

    private sealed record Waiter(Ticket Ticket, string User, long Number, DateTimeOffset Seen);
}

/// <summary>A fetch in line: its job, and the epoch that tells a newer activation of it from an older one.</summary>
[GenerateSerializer, Immutable]
public readonly record struct Ticket([property: Id(0)] long Job, [property: Id(1)] int Epoch);
