using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Tests.Hosting;

/// <summary>One limit for every way in: the whole program with small ones.</summary>
public sealed class QueryLimitTests
{
    [Fact]
    public async Task Limits_FromTheSettings_HoldForEveryWayIn()
    {
        using var directory = new TemporaryDirectory();
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("PacketFleet:Archive:Directory", directory.File("archive"))
            .UseSetting("PacketFleet:Store:ConnectionString", $"Data Source={directory.File("jobs.db")}")
            .UseSetting("PacketFleet:Log:Directory", "")
            .UseSetting("PacketFleet:Queries:MaxCharacters", "40")
            .UseSetting("PacketFleet:Queries:MaxTerms", "3")
            .UseSetting("PacketFleet:Regions:0:Name", "Mine")
            .UseSetting("PacketFleet:Regions:0:PcapDirectory", directory.Path));
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        using var client = factory.CreateClient();
        factory.Services.GetRequiredService<QueryLimits>().ShouldBe(new QueryLimits(40, 3));

        foreach (var (query, reason) in new[] { ("tcp or udp or icmp or port 1", "more than 3 terms"), ("host 8.8.8.8" + new string(' ', 30), "42 characters and may have 40") })
        {
            var read = await (await client.PostAsJsonAsync("/api/v1/queries/parse", new { query })).Content.ReadFromJsonAsync<JsonElement>();
            read.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(reason);
            foreach (var (path, body) in new (string, object)[] { ("/api/v1/jobs", new { query, regions = new[] { "Mine" } }), ("/", new { Q = query, C = new[] { "Mine" } }) })
            {
                using var refused = await client.PostAsJsonAsync(path, body);
                refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
                (await refused.Content.ReadAsStringAsync()).ShouldContain(reason);
            }
        }

        (await (await client.PostAsJsonAsync("/api/v1/queries/parse", new { query = "tcp or udp or icmp" })).Content.ReadAsStringAsync()).ShouldContain("\"valid\":true");
    }
}
