using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PacketFleet.Web.Configuration;
using PacketFleet.Web.Security;

namespace PacketFleet.Web.Tests.Security;

public class BindingsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9002", true)]
    [InlineData("http://localhost:9002", true)]
    [InlineData("http://[::1]:9002", true)]
    [InlineData("http://127.0.0.2:9002", true)]
    [InlineData("http://unix:/run/pf.sock", true)]
    [InlineData("http://0.0.0.0:9002", false)]
    [InlineData("http://[::]:9002", false)]
    [InlineData("http://*:9002", false)]
    [InlineData("http://+:9002", false)]
    [InlineData("http://10.0.0.5:9002", false)]
    [InlineData("http://fleet.example:9002", false)]
    [InlineData("http://127.0.0.1.evil.example:9002", false)]
    [InlineData("http://127.0.0.1:9002;http://0.0.0.0:9003", false)]
    public void Url_OfOtherMachines_NeedsAllowAnonymous(string urls, bool ofThisMachine)
    {
        Check(anonymous: false, ("Urls", urls)).Count.ShouldBe(ofThisMachine ? 0 : 1);
        Check(anonymous: true, ("Urls", urls)).ShouldBeEmpty();
    }

    [Fact]
    public void Endpoint_OfKestrel_IsCheckedToo() =>
        Check(anonymous: false, ("Kestrel:Endpoints:Web:Url", "http://0.0.0.0:80")).ShouldHaveSingleItem().ShouldContain("PacketFleet:Security:AllowAnonymous");

    [Theory]
    [InlineData("127.0.0.1:9002")]
    [InlineData("http://127.0.0.1:9002/path")]
    public void Url_Unreadable_IsTold(string url) =>
        Check(anonymous: true, ("Urls", url)).ShouldHaveSingleItem().ShouldStartWith("Urls is");

    [Theory]
    [InlineData("http://127.0.0.1:9002", null, "127.0.0.1", true)]
    [InlineData("http://127.0.0.1:9002", null, "localhost", true)]
    [InlineData("http://127.0.0.1:9002", null, "[::1]", true)]
    [InlineData("http://127.0.0.1:9002", null, "", true)]
    [InlineData("http://127.0.0.1:9002", null, "evil.example", false)]
    [InlineData("http://127.0.0.1:9002", null, "localhost.evil.example", false)]
    [InlineData("http://127.0.0.1:9002", "fleet.example", "fleet.example", true)]
    [InlineData("http://127.0.0.1:9002", "fleet.example", "localhost", true)]
    [InlineData("http://127.0.0.1:9002", "*.example", "a.example", true)]
    [InlineData("http://127.0.0.1:9002", "*.example", "example", false)]
    [InlineData("http://0.0.0.0:9002", null, "fleet.example", true)]
    [InlineData("http://0.0.0.0:9002", "fleet.example", "evil.example", false)]
    public void Host_ByBinding_IsAnsweredOrNot(string urls, string? allowed, string host, bool answered) =>
        HostRule.From(Configuration(("Urls", urls), ("AllowedHosts", allowed))).Allows(new HostString(host)).ShouldBe(answered);

    private static IReadOnlyList<string> Check(bool anonymous, params (string Key, string? Value)[] settings)
    {
        var faults = new SettingFaults();
        Bindings.Check(Configuration(settings), new PacketFleetOptions { Security = new SecurityOptions { AllowAnonymous = anonymous } }, faults);
        return faults.Faults;
    }

    private static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
}
