using PacketFleet.TestKit.Certificates;
using PacketFleet.Web.Configuration.PacketFleetConf;

namespace PacketFleet.Web.Tests.Configuration.PacketFleetConf;

/// <summary>A file that names no address to listen on.</summary>
public class ConfListeningTests
{
    private const string Tls = "Use-TLS=true\nServer-Cert=server_cert.pem\nServer-Key=server_key.pem\n";

    [Theory]
    [InlineData("", "http://127.0.0.1:9002")]
    [InlineData(Tls, "https://127.0.0.1:9002")]
    public void Address_Missing_IsToldAndThisMachineAloneReachesIt(string lines, string url)
    {
        using var directory = new ConfDirectory().Good(lines);
        using var pki = new TestPki(directory.Root);

        directory.Start("--packet-fleet-conf", directory.Conf).Builder.Configuration["Urls"].ShouldBe(url);
        directory.Warnings().Sentences.ShouldContain($"Listen-Address of [Global] is missing (in {directory.Conf}, line 1), so that only this machine reaches {url}: write Listen-Address=\":9002\" for all its addresses, or set Urls.");
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("--config={0}", "http://127.0.0.1:1")]
    [InlineData("--Kestrel:Endpoints:Https:Url=https://localhost:0", "https://127.0.0.1:9002")]
    public void Address_FromAnotherSource_CountsAndNothingIsMissing(string arg, string url)
    {
        using var directory = new ConfDirectory().Good(Tls);
        using var pki = new TestPki(directory.Root);
        arg = arg.Replace("{0}", directory.Write("settings.json", """{ "Urls": "http://127.0.0.1:1" }"""), StringComparison.Ordinal);

        directory.Start("--packet-fleet-conf", directory.Conf, arg).Builder.Configuration["Urls"].ShouldBe(url);
        var told = directory.Warnings(arg).Sentences;
        told.ShouldNotContain(s => s.StartsWith("Listen-Address", StringComparison.Ordinal));
        told.Any(s => s.Contains("says Use-TLS, but Urls is", StringComparison.Ordinal)).ShouldBe(url.StartsWith("http:", StringComparison.Ordinal));
    }

    [Fact]
    public void Conversion_WithoutAnAddress_SaysSoAndComesToTheSame()
    {
        using var directory = new ConfDirectory().Good(Tls);
        using var pki = new TestPki(directory.Root);
        using StringWriter output = new(), error = new();

        ConvertConf.Run([ConvertConf.Verb, directory.Conf], output, error).ShouldBe(0, error.ToString());

        error.ToString().ShouldContain("Listen-Address of [Global] is missing");
        var (_, builder) = directory.Start("--config", directory.Write("converted.json", output.ToString()));
        builder.Configuration["Urls"].ShouldBe("https://127.0.0.1:9002");
    }
}
