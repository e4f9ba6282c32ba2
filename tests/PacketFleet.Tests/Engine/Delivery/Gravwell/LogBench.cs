using Microsoft.Extensions.Logging.Abstractions;
using PacketFleet.Engine;
using PacketFleet.Engine.Delivery;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Fetching;
using PacketFleet.Engine.Regions;
using PacketFleet.Tests.Engine.Jobs;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Tests.Engine.Delivery.Gravwell;

/// <summary>One fetch's log with its delivery to Gravwell, opened and opened again as by runs of the program, over a store in memory and real files.</summary>
internal sealed class LogBench : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("packetfleet-log-").FullName;
    private readonly MemoryJobStore _store = new();
    private readonly ScriptedRegion _region = new("Region 1");
    private readonly FetchServices _services;
    private readonly JobRecord _job;

    public LogBench(DeliveryLogKind kind, long spoolMaxBytes = 0)
    {
        var sink = new GravwellSinkOptions
        {
            Targets = [IndexerTarget.Parse("tcp://127.0.0.1:1")],
            SpoolDirectory = kind == DeliveryLogKind.Spool ? Path.Combine(_directory, "spool") : null,
        };
        var options = new EngineOptions
        {
            ArchiveDirectory = Path.Combine(_directory, "archive"),
            ArchiveEnabled = kind == DeliveryLogKind.Archive,
            DeliveryDirectory = Path.Combine(_directory, "delivery"),
            Gravwell = sink,
        };
        Outlet = new GravwellOutlet(sink, TimeProvider.System);
        Hand = new HandIndexer(Outlet);
        _services = new FetchServices(
            new RegionCatalog([_region]),
            new FileSegmentFactory(options, TimeProvider.System, NullLogger<FileSegmentFactory>.Instance),
            _store,
            options,
            new JobBudgets(),
            TimeProvider.System,
            NullLogger.Instance)
        {
            Outlet = Outlet,
            Spool = new SpoolLevel(spoolMaxBytes),
        };
        var now = PacketTime.From(DateTimeOffset.UtcNow);
        _job = _store.CreateJobAsync(
            new NewJob("tcp", "tcp", default, now, "100", new string('0', 30) + "64", null, null, "ann", DateTimeOffset.UtcNow, new JobLimits(null, null, null), false, [new NewFetch("Region 1", 0, options.Sinks)]),
            default).GetAwaiter().GetResult();
    }

    public GravwellOutlet Outlet { get; }

    public HandIndexer Hand { get; }

    public FetchCounters Counters { get; private set; } = new();

    public IDeliveryLog Log { get; private set; } = null!;

    public SpoolLevel Spool => _services.Spool;

    public SinkSnapshot Gravwell => Log.Sinks.Single(s => s.Name == "Gravwell");

    public string DirectoryOf(string name) => Path.Combine(_directory, name);

    /// <summary>Opens it as the next run does, and returns how many packets that run would skip.</summary>
    public long Open()
    {
        var fetch = _store.TakeFetchAsync(_job.Id, "Region 1", default).GetAwaiter().GetResult();
        QueryParser.TryParse("tcp", out var query, out _).ShouldBeTrue();
        Counters = new FetchCounters();
        Counters.Resume(fetch);
        Log = LogOpener.OpenAsync(new FetchPlan(_job, fetch, query!.Pin(_job.Job.PinnedAt)), _region, _services, Counters).GetAwaiter().GetResult().Log;
        Log.BeginSlice(0, Log.Row.CommittedPackets, Log.Row.CommittedHash, (_, _) => "", CancellationToken.None).ShouldBeTrue();
        return Log.Row.CommittedPackets;
    }

    /// <summary>Appends packets as a fetch does.</summary>
    public void Append(IEnumerable<Packet> packets)
    {
        foreach (var packet in packets)
        {
            Log.TryAppend(packet.Record, CancellationToken.None).ShouldBeTrue();
            Counters.Keep(packet.Time, packet.Data.Length);
            if (Log.IsDue)
                Log.Commit();
        }
    }

    /// <summary>Appends nothing more, and serves until everything is settled.</summary>
    public void Finish()
    {
        Log.Commit();
        Log.Complete();
        Hand.ServeUntil(() => Log.Drained.IsCompleted);
    }

    /// <summary>The first run of the program: these packets are delivered, and it ends before it has committed them.</summary>
    public void DeliverAndEnd(Packet[] packets)
    {
        Open();
        Append(packets);
        Hand.TakeUntil(() => Hand.Received.Count == packets.Length);
        Hand.ConfirmAll();
        Log.Dispose();
    }

    /// <summary>So many packets, each with a time of its own, from this number on.</summary>
    public static Packet[] Packets(int from, int count, int length = 60) =>
        [.. Enumerable.Range(from, count).Select(i => new Packet(1_000_000_000L + i, Data(i, length), (uint)length + 4))];

    public void Dispose()
    {
        Log?.Dispose();
        Directory.Delete(_directory, true);
    }

    private static byte[] Data(int number, int length)
    {
        var data = new byte[length];
        BitConverter.TryWriteBytes(data, number);
        return data;
    }
}
