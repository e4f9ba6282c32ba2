using PacketFleet.Engine.Jobs.Admission;

namespace PacketFleet.Tests.Engine.Jobs;

public sealed class AdmissionQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private readonly DateTimeOffset _start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly AdmissionQueue _queue = new(2, Lease);

    [Fact]
    public void Ask_SlotsFree_GrantedAtOnce()
    {
        _queue.Ask(new Ticket(1, 1), "a", _start).ShouldBe(0);
        _queue.Ask(new Ticket(2, 1), "a", _start).ShouldBe(0);
        _queue.Ask(new Ticket(3, 1), "a", _start).ShouldBe(1);
        _queue.Ask(new Ticket(4, 1), "a", _start).ShouldBe(2);
    }

    [Fact]
    public void Release_OthersWait_FirstInLineIsServed()
    {
        Fill();
        _queue.Ask(new Ticket(3, 1), "a", _start);
        _queue.Release(new Ticket(1, 1), TimeSpan.Zero, _start);
        _queue.Advance(_start).ShouldBe([new Ticket(3, 1)]);
        _queue.Ask(new Ticket(3, 1), "a", _start).ShouldBe(0);
    }

    [Fact]
    public void Advance_OneUserHasManyJobs_AnotherUsersOneGoesFirst()
    {
        Fill();
        for (var job = 10; job < 110; job++)
            _queue.Ask(new Ticket(job, 1), "a", _start);
        _queue.Ask(new Ticket(200, 1), "b", _start).ShouldBe(1);
        _queue.Release(new Ticket(1, 1), TimeSpan.Zero, _start);
        _queue.Advance(_start).ShouldBe([new Ticket(200, 1)]);
    }

    [Fact]
    public void Advance_TwoUsersWait_TheyTakeTurns()
    {
        var queue = new AdmissionQueue(1, Lease);
        queue.Ask(new Ticket(1, 1), "a", _start);
        foreach (var job in new[] { 2, 3 })
            queue.Ask(new Ticket(job, 1), "a", _start);
        foreach (var job in new[] { 4, 5 })
            queue.Ask(new Ticket(job, 1), "b", _start);
        var served = new List<long>();
        var holder = new Ticket(1, 1);
        for (var i = 0; i < 4; i++)
        {
            queue.Release(holder, TimeSpan.Zero, _start);
            holder = queue.Advance(_start).ShouldHaveSingleItem();
            served.Add(holder.Job);
        }

        served.ShouldBe([4, 2, 5, 3]);
    }

    [Fact]
    public void Lease_NotRenewed_SlotIsGivenOn()
    {
        Fill();
        _queue.Ask(new Ticket(3, 1), "a", _start);
        _queue.Renew(new Ticket(2, 1), _start + TimeSpan.FromSeconds(4)).ShouldBeTrue();
        _queue.Advance(_start + TimeSpan.FromSeconds(6)).ShouldBe([new Ticket(3, 1)]);
        _queue.Renew(new Ticket(1, 1), _start + TimeSpan.FromSeconds(6)).ShouldBeFalse();
    }

    [Fact]
    public void Release_WithCooldown_SlotIsGivenOnlyAfterIt()
    {
        Fill();
        _queue.Ask(new Ticket(3, 1), "a", _start);
        _queue.Release(new Ticket(1, 1), TimeSpan.FromSeconds(3), _start);
        _queue.Advance(_start + TimeSpan.FromSeconds(2)).ShouldBeEmpty();
        _queue.Advance(_start + TimeSpan.FromSeconds(3)).ShouldBe([new Ticket(3, 1)]);
    }

    [Fact]
    public void Ask_NewerEpochOfAHolder_KeepsTheSlot()
    {
        Fill();
        _queue.Ask(new Ticket(1, 2), "a", _start).ShouldBe(0);
        _queue.Busy.ShouldBe(2);
        _queue.Renew(new Ticket(1, 1), _start).ShouldBeFalse();
        _queue.Release(new Ticket(1, 1), TimeSpan.Zero, _start);
        _queue.Busy.ShouldBe(2);
    }

    [Fact]
    public void Waiter_NeverAsksAgain_IsForgotten()
    {
        Fill();
        _queue.Ask(new Ticket(3, 1), "a", _start);
        var later = _start + TimeSpan.FromSeconds(21);
        _queue.Advance(later).ShouldBeEmpty();
        _queue.Waiting.ShouldBe(0);
    }

    private void Fill()
    {
        _queue.Ask(new Ticket(1, 1), "a", _start);
        _queue.Ask(new Ticket(2, 1), "a", _start);
    }
}
