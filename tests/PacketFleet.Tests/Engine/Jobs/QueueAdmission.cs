using System.Diagnostics;
using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Engine.Jobs.Fetching;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A region's line as its grain keeps it, with no grain around: time can be skipped.</summary>
internal sealed class QueueAdmission(int slots) : IAdmission
{
    private readonly Lock _gate = new();
    private readonly AdmissionQueue _queue = new(slots, SlotLease.Length);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly Stopwatch _passed = Stopwatch.StartNew();
    private readonly List<(Ticket Ticket, TimeSpan At, bool Held)> _renewals = [];
    private TimeSpan _skipped;
    private int _asked;

    /// <summary>Questions of fetches for a slot so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Renewals so far: who, when, and whether the slot was still held.</summary>
    public IReadOnlyList<(Ticket Ticket, TimeSpan At, bool Held)> Renewals => Locked(() => _renewals.ToArray());

    private DateTimeOffset Now => _start + _passed.Elapsed + _skipped;

    /// <summary>Lets all leases run out.</summary>
    public void Lapse() => Locked(() => _skipped += SlotLease.Length);

    /// <summary>Lets all leases run out and has another ask before anybody does again: 0 = it has a slot now.</summary>
    public int GiveTo(Ticket other) => Locked(() =>
    {
        _skipped += SlotLease.Length;
        return _queue.Ask(other, "other", Now);
    });

    /// <summary>Another asks: 0 = it has a slot now.</summary>
    public int GiveNow(Ticket other) => Locked(() => _queue.Ask(other, "other", Now));

    /// <summary>Gives a slot back.</summary>
    public void TakeFrom(Ticket other) => Locked(() =>
    {
        _queue.Release(other, TimeSpan.Zero, Now);
        return 0;
    });

    public Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(Locked(() => _queue.Ask(ticket, user, Now, deadline)));
    }

    public Task<bool> RenewAsync(Ticket ticket) => Task.FromResult(Locked(() =>
    {
        var held = _queue.Renew(ticket, Now);
        _renewals.Add((ticket, _passed.Elapsed, held));
        return held;
    }));

    public Task ReleaseAsync(Ticket ticket, TimeSpan cooldown)
    {
        Locked(() =>
        {
            _queue.Release(ticket, cooldown, Now);
            return _queue.Advance(Now);
        });
        return Task.CompletedTask;
    }

    private T Locked<T>(Func<T> body)
    {
        lock (_gate)
            return body();
    }
}

/// <summary>The way to a line that can be cut: then no call is ever answered.</summary>
internal sealed class CutAdmission(IAdmission inner) : IAdmission
{
    private volatile bool _isCut;

    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    public Task<int> AskAsync(Ticket ticket, string user, DateTimeOffset? deadline) => IsCut ? new TaskCompletionSource<int>().Task : inner.AskAsync(ticket, user, deadline);

    public Task<bool> RenewAsync(Ticket ticket) => IsCut ? new TaskCompletionSource<bool>().Task : inner.RenewAsync(ticket);

    public Task ReleaseAsync(Ticket ticket, TimeSpan cooldown) => IsCut ? new TaskCompletionSource().Task : inner.ReleaseAsync(ticket, cooldown);
}
