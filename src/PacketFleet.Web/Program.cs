using PacketFleet.Web.Api;
using PacketFleet.Web.Components;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Hosting;
using PacketFleet.Web.Security;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
var options = new PacketFleetOptions();
builder.Services.AddSingleton(options);
builder.Services.AddScoped<ICurrentUser, AnonymousUser>();
builder.UsePacketFleetOrleans();
builder.Services.AddPacketFleetApi();
builder.Services.AddPacketFleetUi();

await using var app = builder.Build();
app.MapPacketFleetApi();
app.MapPacketFleetUi(options);
await app.RunAsync();

/// <summary>The program; public so that tests can start it.</summary>
public partial class Program;
