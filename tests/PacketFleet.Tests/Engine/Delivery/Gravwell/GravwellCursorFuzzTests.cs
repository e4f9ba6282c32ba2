using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell;

/// <summary>Runs that end at any moment, connections that break, confirmations in any order: nothing is lost, and nothing comes twice beyond what is told.</summary>
public sealed class GravwellCursorFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task AnyOrderOfEvents_LosesNothing(DeliveryLogKind kind)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        for (var round = 0; round < 6; round++)
            await RunAsync(kind, new Random(seed + round));
    }

    private static async Task RunAsync(DeliveryLogKind kind, Random random)
    {
        var packets = LogBench.Packets(0, random.Next(500, 8000), random.Next(40, 400));
        for (var i = 0; i < packets.Length; i += random.Next(1, 2000))
            packets[i] = packets[i] with { LinkType = LinkTypes.RawIp };
        using var bench = new LogBench(kind);
        var next = (int)bench.Open();
        while (next < packets.Length)
        {
            var count = Math.Min(random.Next(1, 1500), packets.Length - next);
            bench.Append(packets[next..(next + count)]);
            next += count;
            switch (random.Next(8))
            {
                case 0:
                    bench.Log.Commit();
                    break;
                case 1:
                    bench.Hand.TakeAll();
                    break;
                case 2:
                    bench.Outlet.FlushAll();
                    bench.Hand.TakeAll();
                    ConfirmSome(bench.Hand, random);
                    break;
                case 3:
                    bench.Hand.Break();
                    break;
                case 4:
                    await bench.Log.SettleAsync();
                    break;
                case 5:
                    if (random.Next(2) == 0)
                        bench.Log.Commit();
                    bench.Log.Dispose();
                    bench.Hand.Lose();
                    next = (int)bench.Open();
                    break;
                default:
                    bench.Hand.TakeAll();
                    bench.Hand.ConfirmAll();
                    break;
            }
        }

        bench.Finish();
        await bench.Log.SettleAsync();

        var wanted = packets.Where(p => p.LinkType == LinkTypes.Ethernet).Select(p => p.Time).ToArray();
        bench.Hand.Received.Distinct().Order().ShouldBe(wanted);
        var doubled = bench.Hand.Received.Count - wanted.Length;
        bench.Gravwell.DeliveredPackets.ShouldBe(wanted.Length);
        bench.Gravwell.DeliveredBytes.ShouldBe(wanted.Length * (long)packets[0].Data.Length);
        bench.Gravwell.MaybeDoubled.ShouldBeGreaterThanOrEqualTo(doubled);
        bench.Spool.Used.ShouldBe(0);
    }

    private static void ConfirmSome(HandIndexer hand, Random random)
    {
        foreach (var slice in hand.InFlight.OrderBy(_ => random.Next()).ToArray())
        {
            if (random.Next(3) == 0)
                continue;
            var middle = random.Next(slice.From, slice.To + 1);
            if (middle < slice.To)
                HandIndexer.Confirm(slice, middle, slice.To);
            if (middle > slice.From)
                HandIndexer.Confirm(slice, slice.From, middle);
            hand.Forget(slice);
        }
    }
}
