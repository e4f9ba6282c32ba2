using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Several runs of the same fetch ask for a slot: the newest alone counts.</summary>
public sealed class AdmissionEpochTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly Ticket Older = new(1, 1);
    private static readonly Ticket Newer = new(1, 2);
    private static readonly Ticket Other = new(2, 1);

    private readonly DateTimeOffset _start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly AdmissionQueue _queue = new(1, Lease);

    [Fact]
    public void Ask_NewerOneHolds_OlderOneIsToldAPlaceAndStandsInNoLine()
    {
        var queue = new AdmissionQueue(2, Lease);
        queue.Ask(Newer, "a", _start).ShouldBe(0);
        queue.Ask(Older, "a", _start).ShouldBe(1);
        queue.Waiting.ShouldBe(0);
        queue.Advance(_start).ShouldBeEmpty();
        queue.Renew(Newer, _start).ShouldBeTrue();
        queue.Renew(Older, _start).ShouldBeFalse();
        queue.Release(Older, TimeSpan.Zero, _start);
        queue.Busy.ShouldBe(1);
    }

    [Fact]
    public void Ask_OlderOneHolds_NewerOneTakesItsSlot()
    {
        _queue.Ask(Older, "a", _start).ShouldBe(0);
        _queue.Ask(Newer, "a", _start).ShouldBe(0);
        _queue.Renew(Older, _start).ShouldBeFalse();
        _queue.Ask(Older, "a", _start).ShouldBe(1);
        _queue.Renew(Newer, _start).ShouldBeTrue();
        _queue.Busy.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Advance_BothWereInLine_NewerOneIsServed(bool newerFirst)
    {
        _queue.Ask(Other, "b", _start);
        _queue.Ask(newerFirst ? Newer : Older, "a", _start).ShouldBe(1);
        _queue.Ask(newerFirst ? Older : Newer, "a", _start).ShouldBeGreaterThan(0);
        _queue.Waiting.ShouldBe(1);
        _queue.Release(Other, TimeSpan.Zero, _start);
        _queue.Advance(_start).ShouldBe([Newer]);
        _queue.Ask(Older, "a", _start).ShouldBeGreaterThan(0);
        _queue.Renew(Newer, _start).ShouldBeTrue();
    }

    [Fact]
    public void Ask_NewerOneIsInLineAndASlotIsFree_OlderOneGetsNone()
    {
        _queue.Ask(Other, "b", _start);
        _queue.Ask(Newer, "a", _start).ShouldBe(1);
        _queue.Ask(Older, "a", _start + Lease).ShouldBeGreaterThan(0);
        _queue.Renew(Newer, _start + Lease).ShouldBeTrue();
    }

    [Fact]
    public void AnyAsking_NeverMoreThanTheSlotsAndOneRunOfAFetch()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 300; round++)
        {
            var slots = 1 + random.Next(3);
            var crowd = new Crowd(new AdmissionQueue(slots, Lease), slots, jobs: 1 + random.Next(8), random, _start);
            for (var step = 0; step < 300; step++)
                crowd.Step();
            crowd.ShouldHoldAlone();
        }
    }

    /// <summary>Knows what each run was told, and what must follow from that.</summary>
    private sealed class Crowd(AdmissionQueue queue, int slots, int jobs, Random random, DateTimeOffset now)
    {
        private const int Epochs = 4;

        private readonly Dictionary<long, (Ticket Ticket, DateTimeOffset Until)> _told = [];
        private DateTimeOffset _now = now;

        public void Step()
        {
            var ticket = new Ticket(random.Next(jobs), random.Next(Epochs));
            switch (random.Next(10))
            {
                case < 4:
                    Ask(ticket);
                    break;
                case < 7:
                    Renew(ticket);
                    break;
                case 7:
                    queue.Release(ticket, random.Next(3) == 0 ? TimeSpan.FromSeconds(3) : TimeSpan.Zero, _now);
                    if (Holder(ticket.Job) == ticket)
                        _told.Remove(ticket.Job);
                    break;
                case 8:
                    foreach (var admitted in queue.Advance(_now))
                        Grant(admitted);
                    break;
                default:
                    _now += TimeSpan.FromSeconds(random.NextDouble() * 4);
                    break;
            }

            queue.Busy.ShouldBeLessThanOrEqualTo(slots);
            _told.Values.Count(h => h.Until > _now).ShouldBeLessThanOrEqualTo(slots);
        }

        /// <summary>Of all runs there can be, no more hold than there are slots, and one of a job.</summary>
        public void ShouldHoldAlone()
        {
            var holding = Enumerable.Range(0, jobs).SelectMany(j => Enumerable.Range(0, Epochs).Select(e => new Ticket(j, e))).Where(t => queue.Renew(t, _now)).ToList();
            holding.Count.ShouldBeLessThanOrEqualTo(slots);
            holding.Select(t => t.Job).ShouldBeUnique();
        }

        private void Ask(Ticket ticket)
        {
            var holder = Holder(ticket.Job);
            var isGranted = queue.Ask(ticket, $"u{ticket.Job % 3}", _now, random.Next(3) == 0 ? _now.AddMinutes(random.Next(60)) : null) == 0;
            if (holder is { } held)
                isGranted.ShouldBe(held.Epoch <= ticket.Epoch);
            if (isGranted)
                Grant(ticket);
        }

        private void Renew(Ticket ticket)
        {
            var holder = Holder(ticket.Job);
            var isRenewed = queue.Renew(ticket, _now);
            if (holder is { } held)
                isRenewed.ShouldBe(held == ticket);
            if (isRenewed)
                Grant(ticket);
        }

        private void Grant(Ticket ticket)
        {
            if (Holder(ticket.Job) is { } held)
                held.Epoch.ShouldBeLessThanOrEqualTo(ticket.Epoch);
            _told[ticket.Job] = (ticket, _now + Lease);
        }

        private Ticket? Holder(long job) => _told.TryGetValue(job, out var told) && told.Until > _now ? told.Ticket : null;
    }
}
