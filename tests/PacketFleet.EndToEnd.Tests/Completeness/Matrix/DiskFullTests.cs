using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Faults;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Wire;

namespace PacketFleet.EndToEnd.Tests.Completeness.Matrix;

/// <summary>The disk is full in mid-job: that of the packets, or, where none rests on a disk, that of the store and the marks of deliveries.</summary>
public sealed class DiskFullTests(MatrixFleet fleet, ITestOutputHelper output) : MatrixTests(fleet, output), IClassFixture<MatrixFleet>
{
    /// <summary>So many entries an indexer may have got on a connection that had not been confirmed when the fetch ended.</summary>
    private const int OnTheirWay = 4095;

    private static readonly MatrixHour Hour = MatrixHour.Busy;

    [Theory]
    [MemberData(nameof(AllSinks))]
    public async Task DiskFull(DeliveryLogKind log)
    {
        using var disk = SmallDisk.Mount(megabytes: 30);
        await using var program = await Fleet.StartAsync(log, s => s with
        {
            SliceMinutes = 5,
            MinFreeMegabytes = 0,
            ArchiveDirectory = log == DeliveryLogKind.Archive ? Path.Combine(disk.Root, "archive") : null,
            SpoolDirectory = Path.Combine(disk.Root, "spool"),
            StoreFile = log == DeliveryLogKind.Memory ? Path.Combine(disk.Root, "packetfleet.db") : null,
        });
        Fleet.Relay.Pace = 150_000;
        Fleet.Sensor.FilePace = TimeSpan.FromMilliseconds(50);
        var asked = Fleet.Sensor.Queries.Count;
        var id = await program.SubmitAsync(Hour.Window);
        (await Eventually.IsAsync(() => Fleet.Sensor.Queries.Count >= asked + 3)).ShouldBeTrue();
        disk.Fill();

        // The job of a store that is full ends once there is room.
        if (log == DeliveryLogKind.Memory)
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        else
            await program.Process.WaitAsync(id, StaysFull);
        disk.Free();
        var job = await program.Process.WaitForEndAsync(id);
        await program.ShouldEndAsync(id, Hour.Window, state: job.State(), regions: [.. MatrixFleet.Names.Select(n => Failed(job.Of(n), n) with { MayArrive = log == DeliveryLogKind.Spool ? OnTheirWay : 0 })]);
        Tell(job, "full");
        if (log != DeliveryLogKind.Memory)
            job.Of(MatrixFleet.Scripted).Verdict().ShouldBe("missing");
        if (job.State() == "completed")
            return;

        await program.RetryAsync(id);
        await ShouldComeWholeAsync(program, id, Hour, "retried", attempt: 2, mayDouble: log == DeliveryLogKind.Spool);

        // What another region gives up would be room for this one.
        bool StaysFull(JsonElement so)
        {
            disk.Fill();
            return so.Of(MatrixFleet.Scripted).GetProperty("reason").ValueKind == JsonValueKind.String;
        }
    }

    [Theory]
    [InlineData(DeliveryLogKind.Archive)]
    [InlineData(DeliveryLogKind.Spool)]
    public async Task DiskNearlyFull_WaitsAndGoesOnOnceThereIsRoom(DeliveryLogKind log)
    {
        using var disk = SmallDisk.Mount(megabytes: 30);
        await using var program = await Fleet.StartAsync(log, s => s with
        {
            SliceMinutes = 5,
            MinFreeMegabytes = 15,
            ArchiveDirectory = log == DeliveryLogKind.Archive ? Path.Combine(disk.Root, "archive") : null,
            SpoolDirectory = Path.Combine(disk.Root, "spool"),
        });
        Fleet.Relay.Pace = 150_000;
        Fleet.Sensor.FilePace = TimeSpan.FromMilliseconds(50);
        var asked = Fleet.Sensor.Queries.Count;
        var id = await program.SubmitAsync(Hour.Window);
        for (var round = 0; round < 2; round++)
        {
            (await Eventually.IsAsync(() => Fleet.Sensor.Queries.Count > asked + round)).ShouldBeTrue();
            disk.FillTo(8 << 20);
            var waiting = await program.Process.WaitAsync(id, so => so.Of(MatrixFleet.Scripted).GetProperty("reason").GetString() == $"{MatrixFleet.Scripted} waits: the disk is nearly full.");
            waiting.Of(MatrixFleet.Scripted).State().ShouldBeOneOf("connecting", "streaming");
            await Task.Delay(Random.Next(0, 1500), TestContext.Current.CancellationToken);
            (await program.Process.JobAsync(id)).Of(MatrixFleet.Scripted).Gaps().ShouldBeEmpty();
            disk.Free();
            await program.Process.WaitAsync(id, so => so.Of(MatrixFleet.Scripted).GetProperty("reason").ValueKind == JsonValueKind.Null);
            asked = Fleet.Sensor.Queries.Count;
        }

        await ShouldComeWholeAsync(program, id, Hour, "nearly full");
    }

    // What was committed before the disk was full is kept, and everything from there on is missing.
    private static RegionShould Failed(JsonElement region, string name)
    {
        if (region.Verdict() == "complete")
            return RegionShould.BeComplete(name, Hour);
        var gap = region.GetProperty("gaps").EnumerateArray().ShouldHaveSingleItem(region.ToString());
        gap.GetProperty("reason").GetString()!.ShouldStartWith($"The packets of {name} could not be stored (");
        var from = PacketTime.From(gap.GetProperty("from").GetDateTimeOffset());
        var stored = Hour.Wanted.Count(p => p.Time < from.Nanoseconds);

        // Over a spool, packets may have gone out that it could not store any more: those confirmed do not go out again.
        var delivered = Math.Max(stored, (int)region.GetProperty("deliveredPackets").GetInt64());
        return RegionShould.Lack(name, [.. Hour.Wanted.Take(delivered)], "failed", from, Hour.Window.Before!.Value) with { Stored = stored };
    }
}
