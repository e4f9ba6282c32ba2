using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Jobs;
using PacketFleet.Wire;
using PacketFleet.Web.Persistence;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Persistence;

/// <summary>A store in a real file, which can be closed and opened again.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    private OpenStore() => Store = null!;

    public JobStore Store { get; private set; }

    public string File => _directory.File("deeper/jobs.db");

    public static async Task<OpenStore> NewAsync()
    {
        var open = new OpenStore();
        await open.ReopenAsync();
        return open;
    }

    public async Task ReopenAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        Store = new JobStore(new SqliteFile($"Data Source={File}"));
        await Store.OpenAsync();
    }

    public Task<JobRecord> CreateAsync(params string[] regions) => Store.CreateJobAsync(NewJob(regions), default);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }

    public static NewJob NewJob(params string[] regions) => new(
        "host 8.8.8.8 and after 3h ago",
        "host 8.8.8.8 and after 2026-11-24T09:00:00Z",
        new TimeWindow(PacketTime.From(Noon.AddHours(-3)).Add(TimeSpan.FromTicks(1)), null),
        new PacketTime(1_795_521_600_123_456_789),
        "100",
        "00000000000000000000000000000064",
        "case 7",
        null,
        "anonymous",
        Noon.AddTicks(7),
        new JobLimits(10, null, 30),
        true,
        [.. regions.Select((r, i) => new NewFetch(r, i * 1_000_000_007L, ["Archive", "Gravwell"]))]);

    public static SegmentRecord Segment(FetchRecord fetch, int number, string? file = null) => new(
        fetch.Job,
        fetch.Region,
        fetch.Snapshot.Attempt,
        0,
        number,
        file ?? $"2026/11/24/job-{fetch.Job:D6}/{fetch.Region}-e{fetch.Epoch}-{number:D4}.pcapng",
        10,
        1000,
        1400,
        new PacketTime(1),
        new PacketTime(long.MaxValue),
        Noon);

    public static FetchRecord Progress(FetchRecord fetch, long packets) => fetch with
    {
        CommittedPackets = packets,
        CommittedBytes = packets * 100,
        CommittedHash = ulong.MaxValue - (ulong)packets,
        Snapshot = fetch.Snapshot with { State = FetchState.Streaming, Packets = packets, Bytes = packets * 100 },
    };
}
