using PacketFleet.Web.Api;
using PacketFleet.Web.Components;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Configuration.PacketFleetConf;
using PacketFleet.Web.Hosting;
using PacketFleet.Web.Persistence;
using PacketFleet.Web.Security;

if (ConvertConf.Run(args, Console.Out, Console.Error) is { } ended)
    return ended;

return await StartGuard.RunAsync(async () =>
{
    if (Usage.Answers(args))
        return;

    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();
    var options = builder.AddPacketFleetConfiguration(args);
    builder.AddPacketFleetLogging(options.Log);
    builder.AddPacketFleetSecurity();
    builder.Services.AddPacketFleetStore(options.Store);
    builder.Services.AddSingleton<DataLock>();
    builder.Services.AddSingleton<Preparation>();
    builder.AddPacketFleetEngine(options);
    builder.Services.AddPacketFleetApi();
    builder.Services.AddPacketFleetUi();

    await using var app = builder.Build();
    app.UseStopRefusal();
    app.UsePacketFleetRequestLog();
    app.UsePacketFleetSecurity();
    app.MapPacketFleetApi();
    app.MapPacketFleetUi(options);
    app.UseReadyNotice();
    app.UseStopNotice();

    await app.Services.GetRequiredService<Preparation>().RunAsync(app.Lifetime.ApplicationStopping);
    await app.RunToTheEndAsync();
});

/// <summary>The program; public so that tests can start it.</summary>
public partial class Program;
