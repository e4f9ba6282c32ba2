using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Tests.Wire.Queries;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs.Slices;

public sealed class SliceQueuePropertyTests
{
    private static readonly GapKind[] Missing = [GapKind.CutByServer, GapKind.CutByNetwork, GapKind.LimitReached, GapKind.Cancelled, GapKind.Failed];

    [Fact]
    public void Queue_AnySteps_EachPacketTimeStaysInExactlyOneSlice()
    {
        var random = Seeded.Random();
        for (var round = 0; round < 400; round++)
        {
            var plan = Plan(random);
            var queue = SliceQueue.Begin(plan, TimeSpan.FromSeconds(random.Next(4000)), TimeSpan.FromSeconds(random.Next(300)), Held.At(20_000));
            var asked = Union(plan.Select(s => s.Window));
            for (var step = 0; step < 60; step++)
            {
                var before = Step(random, queue);
                Check(queue, asked, before);
                if (random.Next(4) == 0)
                    queue = RoundTrip(queue);
            }
        }
    }

    [Fact]
    public void Queue_RunToItsEnd_EachPacketIsKeptExactlyOnce()
    {
        // Packets nearly in order; slices closed on the way, and answers that break and are asked again, skipping what is committed.
        var random = Seeded.Random();
        for (var round = 0; round < 150; round++)
        {
            var packets = Enumerable.Range(0, 400).Select(i => Held.At((i * 10) + (random.NextDouble() * 14))).ToArray();
            var queue = SliceQueue.Begin(
                [new(0, Held.Window(null, 1300)), new(1, Held.Window(1300, 2600)), new(2, Held.Window(2600, null))],
                TimeSpan.FromSeconds(1300), TimeSpan.FromSeconds(10), Held.At(4000));
            var kept = new List<PacketTime>();
            for (var runs = 0; queue.Next() is { } slice; runs++)
            {
                runs.ShouldBeLessThan(2000);
                Run(random, queue, slice, packets, kept);
                queue.Retry();
                queue = RoundTrip(queue);
            }

            kept.Count.ShouldBe(packets.Length);
            kept.Order().ShouldBe(packets.Order());
            queue.Slices.Sum(s => s.Packets).ShouldBe(packets.Length);
        }
    }

    [Fact]
    public void Text_AnythingElse_IsNoQueue()
    {
        foreach (var text in new[] { null, "", "{", "null", "[]", "{}", "7", """{"length":1,"shortest":1,"slices":[null]}""", """{"slices":[]}""" })
            SliceQueueText.Read(text).ShouldBeNull();

        var queue = SliceQueue.Begin([new(0, Held.Window(null, 100)), new(1, Held.Window(100, 200))], TimeSpan.FromHours(1), Held.Age, Held.At(0));
        var written = SliceQueueText.Write(queue);
        SliceQueueText.Read(written).ShouldNotBeNull();
        SliceQueueText.Read(written.Replace("\"after\":100000000000", "\"after\":99000000000", StringComparison.Ordinal)).ShouldBeNull();
        SliceQueueText.Read(written.Replace("\"number\":1", "\"number\":0", StringComparison.Ordinal)).ShouldBeNull();

        var random = Seeded.Random();
        for (var i = 0; i < 3000; i++)
        {
            var broken = written.ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--)
                broken[random.Next(broken.Length)] = (char)random.Next(32, 127);
            if (SliceQueueText.Read(new(broken)) is { } read)
                SliceQueueText.Write(read).ShouldNotBeNull();
        }
    }

    /// <summary>One answer: some packets are skipped as committed, some kept, then it ends well, breaks, or is closed on the way.</summary>
    private static void Run(Random random, SliceQueue queue, SliceProgress slice, PacketTime[] packets, List<PacketTime> kept)
    {
        var breaksAfter = random.Next(3) == 0 ? random.Next(200) : int.MaxValue;
        var closesAfter = random.Next(3) == 0 ? random.Next(60) : int.MaxValue;
        var (seen, committed) = (0, slice.Packets);
        PacketTime? reached = null;
        SliceClosing? closing = null;
        foreach (var packet in packets)
        {
            if (!slice.Window.Contains(packet.Nanoseconds))
                continue;
            if (seen++ >= breaksAfter)
            {
                queue.Fail(slice.Number, GapKind.CutByNetwork, "It broke.", reached);
                if (random.Next(2) == 0)
                    queue.CloseAt(slice.Number, SliceClosing.Settled(reached ?? packet), exact: false);
                return;
            }

            if (closing is { } close)
            {
                if (packet >= close.ReadTo)
                {
                    queue.CloseAt(slice.Number, close.At, exact: true);
                    return;
                }

                if (packet >= close.At)
                    continue;
            }

            if (reached is null || packet > reached)
                reached = packet;
            if (slice.Compare ? !kept.Contains(packet) : seen > slice.Packets)
            {
                kept.Add(packet);
                queue.Commit(slice.Number, ++committed, 0);
            }

            // Not before all that is committed was seen again.
            if (closing is null && seen >= closesAfter && (slice.Compare || seen >= slice.Packets))
                closing = slice.Compare ? null : SliceClosing.Of(slice.Window, reached, TimeSpan.FromSeconds(10));
        }

        if (closing is { } at)
            queue.CloseAt(slice.Number, at.At, exact: true);
        else
            queue.Complete(slice.Number, TimeSpan.FromSeconds(random.Next(500)));
    }

    private static long Step(Random random, SliceQueue queue)
    {
        var packets = queue.Slices.Sum(s => s.Packets);
        var open = queue.Slices.Where(s => s.State != SliceState.Done).ToArray();
        var slice = open.Length == 0 ? null : open[random.Next(open.Length)];
        switch (random.Next(7))
        {
            case 0:
                queue.Next();
                break;
            case 1 when slice is not null:
                queue.Commit(slice.Number, slice.Packets + 10, (ulong)random.NextInt64());
                return packets + 10;
            case 2 when slice is not null:
                queue.Complete(slice.Number, TimeSpan.FromSeconds(random.Next(600)));
                break;
            case 3 when slice is not null:
                queue.CloseAt(slice.Number, new(random.NextInt64(-10 * PacketTime.Second, 25_000 * PacketTime.Second)), random.Next(2) == 0);
                break;
            case 4 when slice is not null:
                queue.CloseAt(slice.Number, slice.Window.After ?? slice.Window.Before ?? default, random.Next(2) == 0);
                break;
            case 5 when slice is not null:
                queue.Fail(slice.Number, Missing[random.Next(Missing.Length)], "Sorry.", random.Next(2) == 0 ? null : Held.At(random.Next(20_000)));
                break;
            default:
                queue.Retry();
                break;
        }

        return packets;
    }

    private static void Check(SliceQueue queue, List<(Int128 From, Int128 To)> asked, long packets)
    {
        var slices = queue.Slices;
        slices.Any(s => s.Window.IsEmpty).ShouldBeFalse();
        for (var i = 1; i < slices.Count; i++)
            (slices[i - 1].Window.Before <= slices[i].Window.After).ShouldBeTrue();
        slices.Select(s => s.Number).Distinct().Count().ShouldBe(slices.Count);
        slices.Sum(s => s.Packets).ShouldBe(packets);
        Union(slices.Select(s => s.Window)).ShouldBe(asked);
    }

    private static SliceQueue RoundTrip(SliceQueue queue)
    {
        var again = SliceQueueText.Read(SliceQueueText.Write(queue)).ShouldNotBeNull();
        again.Slices.ShouldBe(queue.Slices);
        (again.Length, again.OpenEnd, again.NextNumber, again.ShortestLength).ShouldBe((queue.Length, queue.OpenEnd, queue.NextNumber, queue.ShortestLength));
        return again;
    }

    private static List<Slice> Plan(Random random)
    {
        var edges = Enumerable.Range(0, random.Next(2, 20)).Select(_ => random.NextInt64(20_000 * PacketTime.Second)).Distinct().Order().ToArray();
        var plan = new List<Slice>();
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            if (plan.Count == 0 || random.Next(5) > 0)
                plan.Add(new(plan.Count, new(new(edges[i]), new(edges[i + 1]))));
        }

        if (plan.Count > 0 && random.Next(3) == 0)
            plan[0] = plan[0] with { Window = plan[0].Window with { After = null } };
        if (plan.Count > 0 && random.Next(3) == 0)
            plan[^1] = plan[^1] with { Window = plan[^1].Window with { Before = null } };
        return plan;
    }

    private static List<(Int128 From, Int128 To)> Union(IEnumerable<TimeWindow> windows)
    {
        var union = new List<(Int128 From, Int128 To)>();
        foreach (var window in windows.OrderBy(w => w.First))
        {
            (Int128 from, Int128 to) = (window.First, window.Before is null ? (Int128)long.MaxValue + 1 : window.End);
            if (union.Count > 0 && union[^1].To == from)
                union[^1] = (union[^1].From, to);
            else
                union.Add((from, to));
        }

        return union;
    }
}
