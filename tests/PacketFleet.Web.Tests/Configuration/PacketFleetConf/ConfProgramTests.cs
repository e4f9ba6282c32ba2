using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PacketFleet.TestKit.Certificates;
using PacketFleet.Web.Tests.Hosting;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

/// <summary>The whole program with files as people have them.</summary>
public class ConfProgramTests
{
    private static readonly string TwoFaults = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "two-faults.conf"));

    [Fact]
    public async Task TwoFaults_AreBothToldWithTheirLines()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("packet_fleet.conf", TwoFaults);
        await using var program = RunningProgram.Start(directory.Path, "--packet-fleet-conf", "packet_fleet.conf", "--PacketFleet:Log:Directory=");

        (await program.EndAsync()).ShouldBe(2);

        foreach (var line in (int[])[16, 17, 18, 19, 23, 24, 25, 26])
            program.ErrorText.ShouldContain($"is in typographic quotes (in {file}, line {line}): write ");
        program.ErrorText.ShouldContain("write URL=\"https://steno-frankfurt.example.net\".");
        program.ErrorText.ShouldContain($"stands twice with different values of URL, CA-Cert, Client-Cert and Client-Key (in {file}, lines 15 and 22): give each region a name of its own, such as [Stenographer \"Region 2\"] in line 22.");
        program.ErrorText.Split('\n').Length.ShouldBe(10);
    }

    [Fact]
    public async Task TwoFaults_Mended_StartsAndSoDoesWhatItIsConvertedTo()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("etc/packet_fleet.conf", Mended("\":0\""));
        foreach (var region in (int[])[1, 2])
        {
            using var pki = new TestPki(directory.File($"pki-{region}"));
            foreach (var name in (string[])["ca_cert", "client_cert", "client_key"])
                File.Copy(Path.Combine(pki.Directory, name + ".pem"), directory.File($"etc/{region}-{name}.pem"));
        }

        await using (var program = RunningProgram.Start(directory.Path, "--packet-fleet-conf", file))
        {
            var address = await program.ReadyAsync();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{address.Port}") };
            (await client.GetStringAsync("/conns")).ShouldBe("[\"Region 1\",\"Region 2\"]");
            (await client.GetStringAsync("/status")).ShouldBe("[]");
            program.Output.ShouldContain("ANYBODY WHO REACHES http://*:0");
            program.Output.ShouldContain($"because the Packet Fleet file {file} knows no logins");
            (await File.ReadAllTextAsync(directory.File("etc/log/ingester.log"))).ShouldContain("ANYBODY WHO REACHES");
            (await program.StopAsync()).ShouldBe(0);
        }

        await using var convert = RunningProgram.Start(directory.Path, "convert-conf", file);
        (await convert.EndAsync()).ShouldBe(0);
        using (var json = JsonDocument.Parse(convert.Output))
            json.RootElement.GetProperty("PacketFleet").GetProperty("Regions").GetArrayLength().ShouldBe(2);
        directory.Write("converted.json", convert.Output);

        await using var again = RunningProgram.Start(directory.Path, "--config", "converted.json");
        using var second = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{(await again.ReadyAsync()).Port}") };
        (await second.GetStringAsync("/conns")).ShouldBe("[\"Region 1\",\"Region 2\"]");
    }

    [Fact]
    public async Task Start_WithUseTls_ServesTheCertificateOfTheFile()
    {
        using var directory = new ConfDirectory().Good("Listen-Address=\"127.0.0.1:0\"\nUse-TLS=true\nServer-Cert=server_cert.pem\nServer-Key=server_key.pem\nLog-Level=OFF");
        using var pki = new TestPki(directory.Root);
        await using var program = RunningProgram.Start(directory.Root, new Dictionary<string, string> { ["GRAVWELL_LOG_LEVEL"] = "INFO" }, "--packet-fleet-conf", directory.Conf);
        var address = await program.ReadyAsync();
        address.Scheme.ShouldBe("https");
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { pki.Authority }, RevocationMode = X509RevocationMode.NoCheck } },
        };
        using var client = new HttpClient(handler) { BaseAddress = address };

        using var answer = await client.GetAsync("/conns");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        program.Output.ShouldContain("GRAVWELL_LOG_LEVEL is set in the environment");
        program.Output.ShouldNotContain("ANYBODY WHO REACHES");
    }

    [Fact]
    public async Task Call_ToARegionThatKeepsSilent_IsAnsweredAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var directory = new ConfDirectory();
        using var pki = new TestPki(directory.Root);
        directory.Text($"""
            {ConfDirectory.Global}
            Listen-Address="127.0.0.1:0"
            [Stenographer "Silent"]
            URL=https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}
            CA-Cert=ca_cert.pem
            Client-Cert=client_cert.pem
            Client-Key=client_key.pem
            """);
        await using var program = RunningProgram.Start(directory.Root, "--packet-fleet-conf", directory.Conf);
        using var client = new HttpClient { BaseAddress = await program.ReadyAsync() };

        using var answer = await client.PostAsync("/", new StringContent("""{"Q":"host 8.8.8.8","S":"100","C":["Silent"]}""", Encoding.UTF8, "text/plain"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = await answer.Content.ReadAsStringAsync();
        (await client.GetStringAsync("/status")).ShouldBe($$"""[{"ID":{{id}},"Bytes":0,"Query":"host 8.8.8.8","Source":"100","Conns":["Silent"]}]""");
    }

    // Only what the faults told asks for, a port of the system's choice, and a log that stays in the test's directory.
    private static string Mended(string listen)
    {
        var text = TwoFaults.Replace('“', '"').Replace('”', '"');
        var second = text.LastIndexOf("Region 1", StringComparison.Ordinal);
        return (text[..second] + "Region 2" + text[(second + "Region 1".Length)..])
            .Replace("\":9002\"", listen, StringComparison.Ordinal)
            .Replace("/var/log/packet_fleet/", "log/", StringComparison.Ordinal);
    }
}
