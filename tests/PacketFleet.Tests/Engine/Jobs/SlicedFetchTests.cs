using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Wire;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Fetches that go slice by slice deliver what one direct reading would, each packet once.</summary>
public sealed class SlicedFetchTests(ITestOutputHelper output) : IDisposable
{
    private const long Start = 1_700_000_000;
    private const int Files = 60;
    private const int Windows = 60;
    private const int AtOnce = 6;

    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task RandomWindows_SumOverSlices_IsOneDirectReading()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var region = new FiledRegion("R", Capture(random)) { BreakAfter = asked => Breaks(new Random(seed ^ asked)) };
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = 4 }, region);
        for (var round = 0; round < Windows; round += AtOnce)
        {
            var asked = Enumerable.Range(0, AtOnce).Select(_ => Anywhen(random)).ToList();
            var jobs = new List<long>();
            foreach (var (from, to) in asked)
                jobs.Add((await host.SubmitAsync($"after {Moment(from)} and before {Moment(to)}", "R")).Id);
            foreach (var (id, (from, to)) in jobs.Zip(asked))
            {
                var job = await host.WaitForEndAsync(id, 60);
                var wanted = region.All.Where(p => p.Time.Nanoseconds >= from * PacketTime.Second && p.Time.Nanoseconds < to * PacketTime.Second).Select(p => p.Time.Nanoseconds).Order().ToArray();
                (await host.StoredTimesAsync(_store, id)).Order().ToArray().ShouldBe(wanted, job.Query);
                job.Packets.ShouldBe(wanted.Length);
                job.Regions[0].Gaps.ShouldAllBe(g => !g.Kind.IsMissing());
            }
        }

        region.Asked.ShouldBeGreaterThan(2 * Windows);

        static int? Breaks(Random random) => random.Next(4) == 0 ? random.Next(1, 2000) : null;
    }

    [Fact]
    public async Task LongWindow_GoesAsSeveralSlicesAndCountsWhatIsOutsideOnce()
    {
        var region = new FiledRegion("R", Capture(new Random(5)));
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = 10 }, region);
        var (from, to) = (Start + 600, Start + 3000);
        var job = await host.WaitForEndAsync((await host.SubmitAsync($"after {Moment(from)} and before {Moment(to)}", "R")).Id);
        job.State.ShouldBe(JobState.Completed);
        region.Asked.ShouldBeGreaterThanOrEqualTo(2);
        var outside = region.All.Count(p => p.Time.Nanoseconds < from * PacketTime.Second && p.Time.Nanoseconds >= (from - 240) * PacketTime.Second)
            + region.All.Count(p => p.Time.Nanoseconds >= to * PacketTime.Second && p.Time.Nanoseconds < (to + 240) * PacketTime.Second);
        job.Regions[0].CutPackets.ShouldBeInRange(1, outside);
        job.Regions[0].Verdict.ShouldBe(Verdict.Complete);

        // Its index cannot be counted.
        job.Regions[0].Assumption.ShouldBe("R's index could not be counted; its answers are taken as whole where they ended well.");

        var told = (await host.Jobs.SlicesAsync(job.Id)).ShouldNotBeNull().ShouldHaveSingleItem();
        told.Slices.Count.ShouldBeGreaterThanOrEqualTo(2);
        told.Slices.ShouldAllBe(s => s.State == SliceState.Done && s.Attempt == 1);
        told.Slices.Sum(s => s.Packets).ShouldBe(job.Packets);
        (told.Slices[0].From, told.Slices[^1].To).ShouldBe((PacketTime.FromSeconds(from, 0), PacketTime.FromSeconds(to, 0)));
        (await host.Jobs.SlicesAsync(job.Id + 1)).ShouldBeNull();
    }

    private static (long From, long To) Anywhen(Random random)
    {
        var from = Start + random.Next(-120, Files * 60);
        return (from, from + random.Next(1, Files * 60));
    }

    private static string Moment(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    // A file a minute; within one, packets some seconds out of order.
    private static FiledRegion.CaptureFile[] Capture(Random random) =>
        [.. Enumerable.Range(0, Files).Select(f => new FiledRegion.CaptureFile(
            PacketTime.FromSeconds(Start + (f * 60), 0),
            [.. Enumerable.Range(0, 40).Select(i => new ScriptedPacket(Time(random, f, i), Data(f, i)))]))];

    private static PacketTime Time(Random random, int file, int packet) =>
        PacketTime.FromSeconds(Start + (file * 60) + Math.Max(0, (packet * 3 / 2) - random.Next(0, 8)), (uint)((file * 1000) + packet));

    private static byte[] Data(int file, int packet)
    {
        var data = new byte[80];
        BitConverter.TryWriteBytes(data, (file * 1000) + packet);
        return data;
    }
}
