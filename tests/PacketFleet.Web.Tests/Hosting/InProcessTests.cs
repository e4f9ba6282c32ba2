using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Tests.Hosting;

public class InProcessTests
{
    [Fact]
    public async Task Program_OnAFreePortOfKestrel_TakesTheTestsSettings()
    {
        using var directory = new TemporaryDirectory();
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("PacketFleet:Archive:Directory", directory.File("archive"))
            .UseSetting("PacketFleet:Store:ConnectionString", $"Data Source={directory.File("jobs.db")}")
            .UseSetting("PacketFleet:Log:Directory", "")
            .UseSetting("PacketFleet:Regions:0:Name", "Mine")
            .UseSetting("PacketFleet:Regions:0:PcapDirectory", directory.Path));
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        using var client = factory.CreateClient();

        (await client.GetStringAsync("/conns")).ShouldBe("[\"Mine\"]");
        (await client.GetAsync("/_framework/blazor.web.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
        factory.Services.GetRequiredService<PacketFleetOptions>().Log.Directory.ShouldBeNull();
    }
}
