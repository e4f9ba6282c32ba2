using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFleet.Engine;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Preview;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Api;
using PacketFleet.Web.Security;
using PacketFleet.Web.Tests.Components.Gravwell;

namespace PacketFleet.Web.Tests.Api;

/// <summary>The API on a real Kestrel at a free port, over a faked engine; with a page at <c>/</c>, as the program has one.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, HttpClient client, FakeBoard board, FakeJobs jobs, FakeStore store, FakeDownload download, LogKeeper log)
    {
        _app = app;
        Client = client;
        Board = board;
        Jobs = jobs;
        Store = store;
        Download = download;
        Log = log;
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public FakeBoard Board { get; }

    public FakeJobs Jobs { get; }

    public FakeStore Store { get; }

    public FakeDownload Download { get; }

    public LogKeeper Log { get; }

    public static async Task<ApiHost> StartAsync(RegionCatalog? regions = null, IGravwell? gravwell = null, string archive = "/nowhere")
    {
        var board = new FakeBoard();
        regions ??= new RegionCatalog(
        [
            new FakeRegion("Region 1", new RegionHealth(HealthState.Up, null, Make.Packet, null, Make.Moment)),
            new FakeRegion("Region 2", new RegionHealth(HealthState.Down, "Region 2 refused the connection: start it.", null, null, Make.Moment)),
            new FakeRegion("Region \"3\"", RegionHealth.Unknown),
        ]);
        var jobs = new FakeJobs(regions, board);
        var store = new FakeStore();
        var download = new FakeDownload();
        var log = new LogKeeper();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(regions).AddSingleton<IJobBoard>(board).AddSingleton<IJobs>(jobs).AddSingleton<IJobStore>(store).AddSingleton<ICaptureDownload>(download);
        builder.Services.AddSingleton(new EngineOptions { ArchiveDirectory = archive }).AddSingleton<SegmentSums>();
        builder.Services.AddSingleton(p => new QueryPreview(regions, p.GetRequiredService<EngineOptions>(), TimeProvider.System));
        builder.Services.AddSingleton(gravwell ?? new FakeGravwell());
        builder.Services.AddScoped<ICurrentUser, AnonymousUser>();
        builder.Services.AddPacketFleetApi();
        var app = builder.Build();
        app.MapPacketFleetApi();
        app.MapMethods("/", ["GET", "POST"], () => Results.Content("<h1>page</h1>", "text/html")).ExcludeFromDescription();
        await app.StartAsync();
        return new(app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) }, board, jobs, store, download, log);
    }

    public async Task<(HttpResponseMessage Response, JsonElement Json)> SendAsync(HttpMethod method, string path, string? body = null, string? contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (response, isJson ? JsonDocument.Parse(text).RootElement : default);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
