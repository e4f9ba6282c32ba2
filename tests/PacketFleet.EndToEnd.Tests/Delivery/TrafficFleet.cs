using System.Net.Http.Json;
using System.Text.Json;
using PacketFleet.EndToEnd.Tests.Running;
using PacketFleet.TestKit.Certificates;
using PacketFleet.TestKit.Gravwell;
using PacketFleet.TestKit.Stenographers;

namespace PacketFleet.EndToEnd.Tests.Delivery;

/// <summary>The program with one region that plays numbered packets, and one or more indexers.</summary>
internal sealed class TrafficFleet : IAsyncDisposable
{
    public const string RegionName = "Region 1";

    /// <summary>Most entries that may be unconfirmed on one connection.</summary>
    public const int MostUnconfirmed = 4095;

    private static readonly byte[] Source = [.. new byte[15], 100];

    private readonly NumberedTraffic _traffic;
    private ulong[]? _identities;

    /// <summary>Indexers of TCP.</summary>
    /// <param name="traffic">What the region has.</param>
    /// <param name="pause">Between two pieces of 32 KiB of its answer.</param>
    /// <param name="indexers">How many.</param>
    public TrafficFleet(NumberedTraffic traffic, TimeSpan pause = default, int indexers = 1)
        : this(traffic, pause, _ => [.. Enumerable.Range(0, indexers).Select(_ => new FakeIndexer(new FakeIndexerOptions { Keep = IndexerKeep.Identities }))])
    {
    }

    /// <summary>Indexers of any kind, which are disposed of with the fleet.</summary>
    public TrafficFleet(NumberedTraffic traffic, TimeSpan pause, Func<TestPki, IReadOnlyList<FakeIndexer>> indexers)
    {
        _traffic = traffic;
        Region = new FakeStenographer(Pki) { Answer = _ => traffic.Play(pause) };
        Indexers = indexers(Pki);
    }

    /// <summary>Who signs the certificates of region and indexers.</summary>
    public TestPki Pki { get; } = new();

    public FakeStenographer Region { get; }

    public IReadOnlyList<FakeIndexer> Indexers { get; }

    public FakeIndexer Indexer => Indexers[0];

    /// <summary>The program, once started.</summary>
    public PacketFleetProcess Program { get; private set; } = null!;

    /// <summary>Entries received by all indexers, those that came twice included.</summary>
    public long Received => Indexers.Sum(i => i.Ledger.Count);

    /// <summary>Starts the program.</summary>
    public async Task StartAsync(Func<GravwellSettings, GravwellSettings>? with = null)
    {
        var settings = new GravwellSettings { Regions = [Region.Region(RegionName)], Targets = [.. Indexers.Select(i => i.Target)] };
        Program = await PacketFleetProcess.StartAsync((with?.Invoke(settings) ?? settings).ToString());
    }

    /// <summary>Asks for everything under source 100, and returns the job's number.</summary>
    public Task<long> SubmitAsync() => Program.SubmitSourcedAsync(LossesFleet.Query, RegionName);

    /// <summary>Waits until the job's region is as wanted.</summary>
    public async Task<JsonElement> WaitAsync(long id, Func<JsonElement, bool> until, double seconds = 40) =>
        OldLossesOfJobsTests.Region(await Program.WaitAsync(id, j => until(OldLossesOfJobsTests.Region(j, RegionName)), seconds), RegionName);

    /// <summary>What the program tells of the delivery.</summary>
    public Task<JsonElement> GravwellAsync() => Program.Http.GetFromJsonAsync<JsonElement>("/api/v1/gravwell");

    /// <summary>Waits until the program tells this of the first indexer.</summary>
    public async Task<JsonElement> WaitForIndexerAsync(string state) =>
        (await WaitForIndexersAsync(all => all[0].GetProperty("state").GetString() == state))[0];

    /// <summary>Waits until the program tells this of the indexers.</summary>
    public async Task<JsonElement[]> WaitForIndexersAsync(Func<JsonElement[], bool> until)
    {
        for (var end = DateTime.UtcNow.AddSeconds(40); ; await Task.Delay(50))
        {
            JsonElement[] indexers = [.. (await GravwellAsync()).GetProperty("indexers").EnumerateArray()];
            if (until(indexers))
                return indexers;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"The indexers stayed at {string.Join(' ', indexers)}\n{Program.Output}");
        }
    }

    /// <summary>Every packet arrived as it was; those that came twice are told, and were unconfirmed when something broke.</summary>
    /// <param name="job">The job, ended.</param>
    /// <param name="breaks">How many connections broke.</param>
    /// <returns>How many came twice, and how many the program says may have.</returns>
    public (long Doubled, long Told) CheckArrived(JsonElement job, int breaks)
    {
        job.GetProperty("state").GetString().ShouldBe("completed", job.ToString());
        job.GetProperty("deliveredPackets").GetInt64().ShouldBe(_traffic.Packets);
        Identities(job).Count(i => !Indexers.Any(x => x.Ledger.HasReceived(i))).ShouldBe(0, "Packets were lost.");
        Indexers.SelectMany(i => i.Ledger.Violations).ShouldBeEmpty();

        var sink = job.GetProperty("sinks").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "Gravwell");
        var (doubled, told) = (Received - _traffic.Packets, sink.GetProperty("maybeDoubled").GetInt64());
        doubled.ShouldBeLessThanOrEqualTo(told);
        told.ShouldBeLessThanOrEqualTo(breaks * MostUnconfirmed);
        return (doubled, told);
    }

    /// <summary>The identities of all packets added up (mod 2^64), as the ledger of an indexer adds them.</summary>
    public ulong SumOf(JsonElement job) => Identities(job).Aggregate(0UL, static (sum, identity) => unchecked(sum + identity));

    public async ValueTask DisposeAsync()
    {
        if (Program is not null)
            await Program.DisposeAsync();
        Region.Dispose();
        foreach (var indexer in Indexers)
            indexer.Dispose();
        Pki.Dispose();
    }

    // Of the first job asked for: a fleet has one.
    private ulong[] Identities(JsonElement job) => _identities ??= [.. _traffic.Identities("steno", Source, RegionName, job.GetProperty("id").GetInt64())];
}
