using System.Globalization;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.TestKit.Packets;
using PacketFleet.Tests.Engine.Regions.Stenographers;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>Slices of a real Stenographer add up to what one direct question gives, cut to the window.</summary>
public sealed class RealSlicedFetchTests(RealStenographerFixture real, ITestOutputHelper output) : IClassFixture<RealStenographerFixture>, IDisposable
{
    private const int Windows = 8;

    // Ten minutes of packets.
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly MemoryJobStore _store = new();
    private readonly string _directory = EngineHost.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task RandomWindows_SumOverSlices_IsOneDirectReading()
    {
        Assert.SkipWhen(real.First is null, "No Stenographer can be started here.");
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var host = await EngineHost.StartAsync(_store, new EngineOptions { ArchiveDirectory = _directory, SliceMinutes = 1 }, StenographerFixture.Region(real.First!.Region("R")));
        var slices = 0;
        for (var round = 0; round < Windows; round++)
        {
            var from = Start.AddSeconds(random.Next(-60, 300) + random.NextDouble());
            var to = from.AddSeconds(random.Next(120, 600) + random.NextDouble());
            var query = $"after {Moment(from)} and before {Moment(to)}";
            var job = await host.WaitForEndAsync((await host.SubmitAsync(query, "R")).Id, 60);
            QueryParser.TryParse(query, out var parsed, out _).ShouldBeTrue();
            var pinned = parsed!.Pin(new PacketTime(0));
            var direct = ClassicPcap.Read(real.First!.Curl(pinned.AskFor(pinned.Window.Pad(TimeSpan.FromMinutes(2))))).Packets;
            var wanted = direct.Where(p => pinned.Window.Contains(p.Time)).Select(p => p.Key).Order(StringComparer.Ordinal).ToArray();
            (await host.StoredAsync(_store, job.Id)).Select(p => p.Key).Order(StringComparer.Ordinal).ToArray().ShouldBe(wanted, query);
            job.Packets.ShouldBe(wanted.Length);
            job.Regions[0].Gaps.ShouldAllBe(g => !g.Kind.IsMissing());
            slices += (await host.Jobs.SlicesAsync(job.Id))!.Single().Slices.Count;
            output.WriteLine($"{query}: {job.Packets} packets");
        }

        output.WriteLine($"{slices} slices");
        slices.ShouldBeGreaterThan(Windows);
    }

    private static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
