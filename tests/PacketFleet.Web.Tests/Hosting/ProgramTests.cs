using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PacketFleet.Web.Tests.Hosting;

public class ProgramTests
{
    private const string AnyPort = "--urls=http://127.0.0.1:0";

    [Fact]
    public async Task Start_WithWrongSettings_EndsWith2AndTellsThemAll()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("wrong.json", """{ "PacketFleet": { "Regions": [ { "Name": "A", "Url": "http://x" } ], "Archive": { "MaxAgeDays": "old" } } }""");
        await using var program = RunningProgram.Start(
            directory.Path,
            new Dictionary<string, string> { ["PacketFleet__Jobs__StallSeconds"] = "0", ["ASPNETCORE_URLS"] = "http://0.0.0.0:0" },
            "--config",
            file);

        (await program.EndAsync()).ShouldBe(2);

        foreach (var key in (string[])["PacketFleet:Regions:0:Url", "PacketFleet:Regions:0:CaCert", "PacketFleet:Archive:MaxAgeDays", "PacketFleet:Jobs:StallSeconds", "Urls is", "PacketFleet:Security:AllowAnonymous"])
            program.ErrorText.ShouldContain(key);
        program.ErrorText.ShouldContain(file);
        program.ErrorText.ShouldContain("in the environment");
        program.ErrorText.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("does not exist", "--config", "nowhere.json")]
    [InlineData("is no JSON", "--config", "broken.json")]
    [InlineData("packet_fleet.conf does not exist", "--packet-fleet-conf", "packet_fleet.conf")]
    public async Task Start_WithAFileThatCannotBeRead_EndsWith2(string words, params string[] args)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("broken.json", "{ \"PacketFleet\": ");
        await using var program = RunningProgram.Start(directory.Path, args);

        (await program.EndAsync()).ShouldBe(2);
        program.ErrorText.ShouldContain(words);
        program.ErrorText.Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithOneRegionInTheEnvironment_HasThatRegionAlone()
    {
        using var directory = new TemporaryDirectory();
        await using var program = RunningProgram.Start(
            directory.Path,
            new Dictionary<string, string> { ["PacketFleet__Regions__0__Name"] = "Mine", ["PacketFleet__Regions__0__PcapDirectory"] = "captures", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        using var client = new HttpClient { BaseAddress = await program.ReadyAsync() };

        (await client.GetStringAsync("/conns")).ShouldBe("[\"Mine\"]");
        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await program.StopAsync()).ShouldBe(0);
        Directory.Exists(directory.File("data/archive")).ShouldBeTrue();
        File.Exists(directory.File("data/packetfleet.db")).ShouldBeTrue();
        Directory.GetFiles(directory.File("data/logs"), "*.jsonl").ShouldHaveSingleItem();
        program.ErrorText.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_OnATakenPort_EndsWith1AndOneSentence()
    {
        using var directory = new TemporaryDirectory();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var program = RunningProgram.Start(directory.Path, $"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        (await program.EndAsync()).ShouldBe(1);
        program.ErrorText.Split('\n').ShouldHaveSingleItem().ShouldContain("is taken by another program");
        program.Output.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Start_OnDataInUse_EndsWith1UntilTheFirstIsKilled()
    {
        using var directory = new TemporaryDirectory();
        await using var first = RunningProgram.Start(directory.Path, AnyPort);
        await first.ReadyAsync();

        await using (var second = RunningProgram.Start(directory.Path, AnyPort))
        {
            (await second.EndAsync()).ShouldBe(1);
            second.ErrorText.Split('\n').ShouldHaveSingleItem().ShouldContain("Another PacketFleet.Web already uses");
        }

        first.Kill();
        await first.EndAsync();
        await using var third = RunningProgram.Start(directory.Path, AnyPort);
        await third.ReadyAsync();
    }

    [Fact]
    public async Task Start_OpenToOthersByLeave_SaysSoLoudly()
    {
        using var directory = new TemporaryDirectory();
        await using var program = RunningProgram.Start(directory.Path, "--urls=http://0.0.0.0:0", "--PacketFleet:Security:AllowAnonymous=true");
        var address = await program.ReadyAsync();
        program.Output.ShouldContain("ANYBODY WHO REACHES");

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{address.Port}/conns") { Headers = { Host = "fleet.example" } };
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_FromForeignPagesAndNames_AreRefusedAndOthersPass()
    {
        using var directory = new TemporaryDirectory();
        await using var program = RunningProgram.Start(directory.Path, AnyPort, "--PacketFleet:Web:FrameAncestors:0=https://gravwell.example");
        using var client = new HttpClient { BaseAddress = await program.ReadyAsync() };
        var own = client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        (await SendAsync(HttpMethod.Post, "/", origin: "https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Post, "/api/v1/jobs", site: "cross-site")).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Get, "/_blazor?id=x", origin: "https://evil.example", webSocket: true)).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Get, "/hubs/jobs?id=x", origin: "null", webSocket: true)).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Get, "/conns", host: "evil.example")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "/")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "/", origin: "https://gravwell.example", site: "cross-site")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "/hubs/jobs/negotiate?negotiateVersion=1", origin: own, site: "same-origin")).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", origin: own, site: "same-origin")).ShouldBe(HttpStatusCode.OK);

        foreach (var path in (string[])["/", "/conns", "/favicon.svg", "/nowhere"])
        {
            var headers = (await client.GetAsync(path)).Headers;
            headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldEndWith("frame-ancestors 'self' https://gravwell.example");
            headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            headers.Contains("X-Frame-Options").ShouldBeFalse();
            headers.Contains("Server").ShouldBeFalse();
        }

        async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? origin = null, string? site = null, string? host = null, bool webSocket = false)
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent("nonsense", Encoding.UTF8, "text/plain") : null };
            request.Headers.Host = host;
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            if (webSocket)
            {
                request.Headers.Add("Connection", "Upgrade");
                request.Headers.Add("Upgrade", "websocket");
                request.Headers.Add("Sec-WebSocket-Version", "13");
                request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            }

            return (await client.SendAsync(request)).StatusCode;
        }
    }
}
