using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using PacketFleet.Engine;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;
using PacketFleet.TestKit.Packets;
using PacketFleet.Wire.Captures;

namespace PacketFleet.Tests.Engine.Jobs;

/// <summary>A real silo with the engine in it, over a store and regions of the test's.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineHost(IHost host, string directory)
    {
        _host = host;
        Directory = directory;
    }

    public string Directory { get; }

    public IJobs Jobs => _host.Services.GetRequiredService<IJobs>();

    public IJobBoard Board => _host.Services.GetRequiredService<IJobBoard>();

    public IServiceProvider Services => _host.Services;

    public static Task<EngineHost> StartAsync(IJobStore store, string directory, params IRegion[] regions) =>
        StartAsync(store, new EngineOptions { ArchiveDirectory = directory }, regions);

    public static Task<EngineHost> StartAsync(IJobStore store, EngineOptions options, params IRegion[] regions) => StartAsync(store, options, null, regions);

    /// <summary>Starts one whose slots are watched.</summary>
    public static async Task<EngineHost> StartAsync(IJobStore store, EngineOptions options, SlotWatch? slots, IRegion[] regions)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var port = FreePort();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, 0, serviceId: "packetfleet", clusterId: Guid.NewGuid().ToString("N"));
            silo.Configure<EndpointOptions>(e =>
            {
                e.GatewayPort = 0;
                e.GatewayListeningEndpoint = null;
                e.AdvertisedIPAddress = IPAddress.Loopback;
                e.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port);
            });
            if (slots is not null)
                silo.AddIncomingGrainCallFilter(slots).AddOutgoingGrainCallFilter(slots);
        });
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(new RegionCatalog(regions));
        builder.Services.AddPacketFleetEngine(options);
        var host = builder.Build();
        await host.StartAsync();
        return new EngineHost(host, options.ArchiveDirectory);
    }

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("packetfleet-engine-").FullName;

    public async Task<JobSnapshot> SubmitAsync(string query, params string[] regions)
    {
        var result = await Jobs.SubmitAsync(new JobRequest { Query = query, Regions = regions }, "ann");
        result.Errors.ShouldBeEmpty();
        return result.Job!;
    }

    public async Task<JobSnapshot> WaitAsync(long id, Func<JobSnapshot, bool> until, double seconds = 20)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var subscription = await Board.SubscribeAsync(new JobFilter(JobId: id), timeout.Token);
        var last = subscription.Initial.SingleOrDefault();
        if (last is not null && until(last))
            return last;
        try
        {
            await foreach (var batch in subscription.ChangesAsync(timeout.Token))
            {
                last = batch[^1];
                if (until(last))
                    return last;
            }
        }
        catch (OperationCanceledException)
        {
        }

        throw new TimeoutException($"Job {id} stayed at {last}");
    }

    public Task<JobSnapshot> WaitForEndAsync(long id, double seconds = 20) => WaitAsync(id, j => j.State.IsFinal(), seconds);

    /// <summary>Times of all packets in a job's committed segments, region by region as stored.</summary>
    public async Task<IReadOnlyList<long>> StoredTimesAsync(IJobStore store, long id, string? region = null) => [.. (await StoredAsync(store, id, region)).Select(p => p.Time)];

    /// <summary>All packets in a job's committed segments, region by region as stored.</summary>
    public async Task<IReadOnlyList<TestPacket>> StoredAsync(IJobStore store, long id, string? region = null)
    {
        var packets = new List<TestPacket>();
        foreach (var segment in await store.SegmentsAsync(id, region, default))
        {
            using var reader = CaptureReader.Open(File.OpenRead(Path.Combine(Directory, segment.File)));
            while (reader.TryRead(out var packet))
                packets.Add(new TestPacket(packet.Time, packet.OriginalLength, packet.Data.ToArray()));
        }

        return packets;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
