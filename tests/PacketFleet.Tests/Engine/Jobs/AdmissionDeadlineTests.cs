using PacketFleet.Engine.Jobs.Admission;
using PacketFleet.Tests.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs;

public sealed class AdmissionDeadlineTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private readonly DateTimeOffset _start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly AdmissionQueue _queue = new(1, Lease);

    [Fact]
    public void Advance_OneIsAboutToBeDeleted_GoesBeforeOthers()
    {
        Hold();
        Ask(10, "a");
        Ask(11, "b");
        Ask(12, "c", minutes: 20).ShouldBe(1);
        Serve(3).ShouldBe([12, 10, 11]);
    }

    [Fact]
    public void Advance_Several_EarliestFirst()
    {
        Hold();
        Ask(10, "a", 25);
        Ask(11, "b", 5);
        Ask(12, "c", 15);
        Ask(13, "d");
        Serve(4).ShouldBe([11, 12, 10, 13]);
    }

    [Fact]
    public void Advance_DeadlineFarAway_IsNoReason()
    {
        Hold();
        Ask(10, "a");
        Ask(11, "b", 31);
        Serve(2).ShouldBe([10, 11]);
    }

    [Fact]
    public void Advance_DeadlineComesNearer_GoesFirstThen()
    {
        Hold();
        Ask(10, "a");
        Ask(11, "b", 31);
        var later = _start.AddMinutes(2);
        _queue.Ask(new Ticket(1, 1), "x", later);
        _queue.Ask(new Ticket(10, 1), "a", later);
        _queue.Ask(new Ticket(11, 1), "b", later, _start.AddMinutes(31)).ShouldBe(1);
    }

    [Fact]
    public void Advance_DeadlineTakenBack_StandsInLine()
    {
        Hold();
        Ask(10, "a");
        Ask(11, "b", 5).ShouldBe(1);
        Ask(11, "b").ShouldBe(2);
    }

    [Fact]
    public void Advance_TwoUrgentOfOneUserAgainstOneOfAnother_Alternate()
    {
        Hold();
        Ask(10, "a", 5);
        Ask(11, "a", 6);
        Ask(12, "b", 20);
        Serve(3).ShouldBe([10, 12, 11]);
    }

    [Fact]
    public void Advance_UrgentOnesOfOneUser_DoNotStarveAnothersThatCanWait()
    {
        Hold();
        for (var job = 10; job < 30; job++)
            Ask(job, "a", 5);
        Ask(40, "b");
        Ask(41, "b");
        Serve(4).ShouldBe([10, 40, 11, 41]);
    }

    [Fact]
    public void Advance_OwnUrgentOne_GoesBeforeOwnOthers()
    {
        Hold();
        Ask(10, "a");
        Ask(11, "a", 29);
        Ask(12, "a", 9);
        Serve(3).ShouldBe([12, 11, 10]);
    }

    [Fact]
    public void Advance_AnyCrowd_NobodyStarvesAndSlotsAreKept()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 40; round++)
        {
            var slots = 1 + random.Next(3);
            var users = 2 + random.Next(4);
            var queue = new AdmissionQueue(slots, TimeSpan.FromDays(1));
            var holding = new List<Ticket>();
            var waiting = new Dictionary<long, (string User, int Since)>();
            var grants = 0;
            var job = 0L;
            for (var step = 0; step < 300; step++)
            {
                var user = $"u{random.Next(users)}";
                var ticket = new Ticket(++job, 1);
                waiting[job] = (user, grants);
                if (queue.Ask(ticket, user, _start, random.Next(3) == 0 ? null : _start.AddMinutes(random.Next(60))) == 0)
                    Granted([ticket]);
                if (random.Next(3) > 0 && holding.Count > 0)
                {
                    queue.Release(holding[0], TimeSpan.Zero, _start);
                    holding.RemoveAt(0);
                    Granted(queue.Advance(_start));
                }

                queue.Busy.ShouldBeLessThanOrEqualTo(slots);
                queue.Busy.ShouldBe(holding.Count);
            }

            void Granted(IReadOnlyList<Ticket> tickets)
            {
                foreach (var ticket in tickets)
                {
                    grants++;
                    holding.Add(ticket);
                    waiting.Remove(ticket.Job, out var served);

                    // Whoever waits begins to count anew when one of the same user is served.
                    foreach (var (other, entry) in waiting.Where(w => w.Value.User == served.User).ToArray())
                        waiting[other] = entry with { Since = grants };
                }

                foreach (var entry in waiting.Values)
                    (grants - entry.Since).ShouldBeLessThanOrEqualTo((users + slots) * 3);
            }
        }
    }

    private void Hold() => _queue.Ask(new Ticket(1, 1), "x", _start).ShouldBe(0);

    private int Ask(long job, string user, int? minutes = null) =>
        _queue.Ask(new Ticket(job, 1), user, _start, minutes is { } m ? _start.AddMinutes(m) : null);

    private List<long> Serve(int count)
    {
        var served = new List<long>();
        var holder = new Ticket(1, 1);
        for (var i = 0; i < count; i++)
        {
            _queue.Release(holder, TimeSpan.Zero, _start);
            holder = _queue.Advance(_start).ShouldHaveSingleItem();
            served.Add(holder.Job);
        }

        return served;
    }
}
