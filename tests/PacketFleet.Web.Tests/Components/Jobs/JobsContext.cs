using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PacketFleet.Engine;
using PacketFleet.Engine.Archive;
using PacketFleet.Engine.Delivery.Gravwell;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Live;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls;
using PacketFleet.Web.Components.Controls.Gravwell;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Components.Layout;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Receipts;
using PacketFleet.Web.Security;
using FakeStore = PacketFleet.Web.Tests.Api.FakeStore;
using PacketFleet.Web.Tests.Components.Gravwell;

namespace PacketFleet.Web.Tests.Components.Jobs;

/// <summary>What the table and the page of a job stand on: a board, an engine that notes what it is asked, a clock one moves.</summary>
internal sealed class JobsContext : BunitContext
{
    public JobsContext(params JobSnapshot[] jobs)
        : this(new PacketFleetOptions(), jobs)
    {
    }

    public JobsContext(PacketFleetOptions options, params JobSnapshot[] jobs)
    {
        Options = options;
        Board = new(jobs);
        JSInterop.Mode = JSRuntimeMode.Loose;
        foreach (var script in new[] { "JobTable", "JobLanes" })
        {
            var module = JSInterop.SetupModule($"./Components/Controls/Jobs/{script}.razor.js");
            module.Mode = JSRuntimeMode.Loose;
            module.SetupModule("watch", _ => true).Mode = JSRuntimeMode.Loose;
        }

        Services.AddSingleton<IJobBoard>(Board);
        Services.AddSingleton<IJobs>(Jobs);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<ICurrentUser>(new Somebody());
        Services.AddSingleton<IGravwell>(Gravwell);
        Services.AddSingleton(Options);
        Services.AddSingleton(new RegionCatalog([FakeRegion.Up("Frankfurt", Samples.Now), FakeRegion.Up("Singapore", Samples.Now), FakeRegion.Up("Ashburn", Samples.Now)]));
        Services.AddSingleton<GravwellSearch>();
        Services.AddScoped<Clipboard>();
        Clipped = JSInterop.SetupModule("./js/clipboard.js");
        Clipped.Setup<bool>("copy", _ => true).SetResult(true);
        Services.AddSingleton(_ => new ReceiptDesk(Jobs, Store, new SegmentSums(new EngineOptions { ArchiveDirectory = Archive }), Time));
        Services.AddSingleton(Display);
        Services.AddSingleton<ITimeDisplay>(Display);
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    public PacketFleetOptions Options { get; }

    public FakeBoard Board { get; }

    public FakeGravwell Gravwell { get; } = new();

    /// <summary>The script that copies.</summary>
    public BunitJSModuleInterop Clipped { get; }

    public NotedJobs Jobs { get; } = new();

    public FakeStore Store { get; } = new();

    /// <summary>Where the archive's files lie.</summary>
    public string Archive { get; set; } = "/nowhere";

    public FakeTimeProvider Time { get; } = new(Samples.Now);

    public TimeDisplay Display { get; } = new();

    private sealed class Somebody : ICurrentUser
    {
        public string Name => "soc1";
    }
}
