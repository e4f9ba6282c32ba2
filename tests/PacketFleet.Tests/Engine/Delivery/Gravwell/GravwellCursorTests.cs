using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell;

/// <summary>A fetch's delivery to Gravwell over each kind of log, with an indexer played by hand.</summary>
public sealed class GravwellCursorTests
{
    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    [InlineData(DeliveryLogKind.Memory)]
    public async Task Packets_Confirmed_AreSettledOnceAndInOrder(DeliveryLogKind kind)
    {
        using var bench = new LogBench(kind);
        bench.Open().ShouldBe(0);
        var packets = LogBench.Packets(0, 6000);
        bench.Append(packets);
        bench.Finish();
        await bench.Log.SettleAsync();

        bench.Hand.Received.ShouldBe(packets.Select(p => p.Time));
        var sink = bench.Gravwell;
        (sink.DeliveredPackets, sink.MaybeDoubled, sink.DeliveredBytes).ShouldBe((6000, 0, 6000 * 60));
        bench.Log.Loss.ShouldBeNull();
        bench.Spool.Used.ShouldBe(0);
        bench.Log.Ended();
        bench.Log.Dispose();
        Directory.EnumerateFiles(bench.DirectoryOf("delivery"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        if (kind == DeliveryLogKind.Spool)
            Directory.EnumerateFiles(bench.DirectoryOf("spool"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Confirmations_WithAHole_SettleUpToTheHole()
    {
        using var bench = new LogBench(DeliveryLogKind.Memory);
        bench.Open();
        bench.Append(LogBench.Packets(0, 3000));
        bench.Hand.TakeUntil(() => bench.Hand.Received.Count == 3000);
        var slices = bench.Hand.InFlight.ToArray();
        slices.Length.ShouldBeGreaterThanOrEqualTo(3);

        foreach (var later in slices[1..])
            HandIndexer.Confirm(later, later.From, later.To);
        bench.Gravwell.DeliveredPackets.ShouldBe(0);
        HandIndexer.Confirm(slices[0], 10, slices[0].To);
        bench.Gravwell.DeliveredPackets.ShouldBe(0);
        HandIndexer.Confirm(slices[0], 0, 7);
        bench.Gravwell.DeliveredPackets.ShouldBe(7);
        HandIndexer.Confirm(slices[0], 7, 10);
        bench.Gravwell.DeliveredPackets.ShouldBe(3000);
    }

    [Fact]
    public void Break_WhatWasInFlight_GoesAgainAndIsCounted()
    {
        using var bench = new LogBench(DeliveryLogKind.Memory);
        bench.Open();
        bench.Append(LogBench.Packets(0, 3000));
        bench.Hand.TakeUntil(() => bench.Hand.Received.Count == 3000);
        bench.Hand.Break().ShouldBe(3000);
        bench.Gravwell.MaybeDoubled.ShouldBe(3000);
        bench.Finish();

        bench.Hand.Received.Count.ShouldBe(6000);
        bench.Hand.Received.Skip(3000).ShouldBe(LogBench.Packets(0, 3000).Select(p => p.Time));
        (bench.Gravwell.DeliveredPackets, bench.Gravwell.MaybeDoubled).ShouldBe((3000, 3000));
    }

    [Fact]
    public void Memory_ProgramEndsInBetween_GoesOnFromWhatIsSettled()
    {
        using var bench = new LogBench(DeliveryLogKind.Memory);
        bench.Open();
        var packets = LogBench.Packets(0, 5000);
        bench.Append(packets[..4000]);
        bench.Hand.TakeUntil(() => bench.Hand.Received.Count == 4000);
        var first = bench.Hand.InFlight[0];
        HandIndexer.Confirm(first, 0, 700);
        bench.Log.Dispose();

        bench.Open().ShouldBe(700);
        bench.Gravwell.MaybeDoubled.ShouldBe(3300);
        var hash = default(PacketFleet.Engine.Delivery.PacketHash);
        foreach (var packet in packets[..700])
            hash.Add(packet.Record);
        bench.Log.Row.CommittedHash.ShouldBe(hash.Value);
        bench.Append(packets[700..]);
        bench.Finish();
        bench.Hand.Received.Skip(4000).ShouldBe(packets[700..].Select(p => p.Time));
        bench.Gravwell.DeliveredPackets.ShouldBe(5000);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    public void OnDisk_NobodyTakes_FetchGoesOnAndTheRestIsReadBack(DeliveryLogKind kind)
    {
        using var bench = new LogBench(kind);
        bench.Open();
        var packets = LogBench.Packets(0, 60_000);
        bench.Append(packets);
        bench.Log.Commit();
        bench.Hand.Received.ShouldBeEmpty();
        bench.Log.Complete();
        bench.Hand.ServeUntil(() => bench.Log.Drained.IsCompleted);
        bench.Hand.Received.ShouldBe(packets.Select(p => p.Time));
        (bench.Gravwell.DeliveredPackets, bench.Gravwell.MaybeDoubled).ShouldBe((60_000, 0));
    }

    [Fact]
    public async Task OnDisk_CaughtUp_GoesOutLiveAgain()
    {
        using var bench = new LogBench(DeliveryLogKind.Archive);
        bench.Open();
        bench.Append(LogBench.Packets(0, 60_000));
        var next = 60_000;
        using var serving = new CancellationTokenSource();
        var server = Task.Run(() =>
        {
            while (!serving.IsCancellationRequested)
            {
                bench.Outlet.FlushAll();
                bench.Hand.TakeAll();
                bench.Hand.ConfirmAll();
                Thread.Sleep(1);
            }
        });
        var until = Environment.TickCount64 + 40_000;
        while (bench.Outlet.Cursors.Any(c => !c.IsLive))
        {
            bench.Append(LogBench.Packets(next, 10));
            next += 10;
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"It never caught up: {next} appended, {bench.Hand.Received.Count} received, {bench.Log.Row.CommittedPackets} committed.");
            Thread.Sleep(1);
        }

        // A segment is a file again, not a packet.
        var committed = bench.Log.Row.CommittedPackets;
        bench.Append(LogBench.Packets(next, 500));
        next += 500;
        bench.Log.Row.CommittedPackets.ShouldBe(committed);
        bench.Log.Commit();
        bench.Log.Complete();
        await bench.Log.Drained.WaitAsync(TimeSpan.FromSeconds(20));
        await serving.CancelAsync();
        await server;
        bench.Hand.Received.ShouldBe(LogBench.Packets(0, next).Select(p => p.Time));
    }

    [Fact]
    public void OnDisk_DeliveredBeforeItWasCommitted_IsNotDeliveredAgain()
    {
        using var bench = new LogBench(DeliveryLogKind.Archive);
        var packets = LogBench.Packets(0, 3000);
        bench.DeliverAndEnd(packets[..2500]);

        bench.Open().ShouldBe(0);
        bench.Append(packets);
        bench.Finish();
        bench.Hand.Received.ShouldBe(packets.Select(p => p.Time));
        (bench.Gravwell.DeliveredPackets, bench.Gravwell.MaybeDoubled).ShouldBe((3000, 0));
    }

    [Fact]
    public void OnDisk_DeliveredBeforeItWasCommittedAndTheRegionHasForgotten_DeliversAllItReturnsNow()
    {
        using var bench = new LogBench(DeliveryLogKind.Archive);
        var packets = LogBench.Packets(0, 3000);
        bench.DeliverAndEnd(packets[..2500]);

        bench.Open().ShouldBe(0);
        bench.Append(packets[100..]);
        bench.Finish();
        bench.Hand.Received.Skip(2500).ShouldBe(packets[100..].Select(p => p.Time));
        bench.Hand.Received.Distinct().Count().ShouldBe(3000);
        bench.Gravwell.MaybeDoubled.ShouldBe(2500);
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Memory)]
    public void Frames_NotEthernet_AreRefusedAndTold(DeliveryLogKind kind)
    {
        using var bench = new LogBench(kind);
        bench.Open();
        var packets = LogBench.Packets(0, 3000).Select((p, i) => i % 10 == 3 ? p with { LinkType = LinkTypes.RawIp } : p).ToArray();
        bench.Append(packets);
        bench.Finish();
        bench.Hand.Received.ShouldBe(packets.Where(p => p.LinkType == LinkTypes.Ethernet).Select(p => p.Time));
        bench.Gravwell.DeliveredPackets.ShouldBe(2700);
        bench.Log.Loss.ShouldNotBeNull().ShouldStartWith("300 packets of Region 1 are not Ethernet frames");
    }
}
