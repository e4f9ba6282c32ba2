using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Controls.Gravwell;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Layout;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Security;
using PacketFleet.Wire.Queries;
using PacketFleet.Web.Tests.Components.Gravwell;
using PacketFleet.Web.Tests.Components.Jobs;

namespace PacketFleet.Web.Tests.Components;

/// <summary>A page's surroundings: two regions that answer and one that does not, a clock one moves, and an engine that takes everything.</summary>
internal sealed class FleetContext : BunitContext
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 2, 41, TimeSpan.Zero);

    // A machine that does much else renders late.
    static FleetContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    public FleetContext(params FakeRegion[] regions)
        : this(_ => { }, regions)
    {
    }

    /// <summary>With more services than usual, or others.</summary>
    public FleetContext(Action<IServiceCollection> more, params FakeRegion[] regions)
    {
        Regions = regions.Length > 0 ? regions : [FakeRegion.Up("Frankfurt", Now.AddDays(-12)), FakeRegion.Up("Ashburn", Now.AddHours(-3)), FakeRegion.Down("Singapore", "Singapore refused our client certificate (it does not trust its issuer): check `ClientCert` in its settings.")];
        JSInterop.Mode = JSRuntimeMode.Loose;
        Shell = JSInterop.SetupModule("./js/shell.js");
        Shell.Mode = JSRuntimeMode.Loose;
        Composer = JSInterop.SetupModule("./js/composer.js");
        Composer.Mode = JSRuntimeMode.Loose;
        Attached = Composer.SetupModule("attach", _ => true);
        Attached.Mode = JSRuntimeMode.Loose;
        Shell.SetupVoid("remember", _ => true).SetVoidResult();

        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IJobs>(Jobs);
        Services.AddSingleton<IJobBoard>(Board);
        Services.AddSingleton(new PacketFleetOptions());
        Services.AddSingleton(QueryLimits.Default);
        var catalog = new RegionCatalog(Regions);
        Monitor = new RegionHealthMonitor(catalog, Time, NullLogger<RegionHealthMonitor>.Instance);
        Services.AddSingleton(catalog);
        Services.AddSingleton(Monitor);
        Services.AddSingleton<ICurrentUser>(new Somebody());
        Services.AddSingleton<IGravwell>(Gravwell);
        Services.AddSingleton<RegionWatch>();
        Services.AddSingleton<GravwellSearch>();
        Services.AddScoped<Clipboard>();
        Services.AddSingleton<StopNotice>();
        Services.AddScoped<Shell>();
        Services.AddScoped<RegionChoice>();
        Services.AddTransient<ComposerScript>();
        Services.AddScoped<TimeDisplay>();
        Services.AddScoped<ITimeDisplay>(s => s.GetRequiredService<TimeDisplay>());
        more(Services);
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    public IReadOnlyList<FakeRegion> Regions { get; }

    public RegionHealthMonitor Monitor { get; }

    public FakeTimeProvider Time { get; } = new(Now);

    public FakeJobs Jobs { get; } = new();

    public FakeBoard Board { get; } = new();

    public FakeGravwell Gravwell { get; } = new();

    public BunitJSModuleInterop Shell { get; }

    public BunitJSModuleInterop Composer { get; }

    public BunitJSModuleInterop Attached { get; }

    /// <summary>A check of a region finds something else.</summary>
    public Task CheckAsync(FakeRegion region, RegionHealth finds)
    {
        region.Next = finds;
        return Monitor.CheckNowAsync(region, CancellationToken.None);
    }

    private sealed class Somebody : ICurrentUser
    {
        public string Name => "soc1";
    }
}
