using PacketFleet.Web.Security;

namespace PacketFleet.Web.Tests.Security;

public class OriginRuleTests
{
    private const string Host = "127.0.0.1:9002";
    private static readonly string[] Frames = ["https://gravwell.example"];

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("http://127.0.0.1:9002", null, true)]
    [InlineData("http://127.0.0.1:9002", "same-origin", true)]
    [InlineData(null, "same-origin", true)]
    [InlineData(null, "none", true)]
    [InlineData(null, "same-site", false)]
    [InlineData(null, "cross-site", false)]
    [InlineData("http://127.0.0.1:3000", "same-site", false)]
    [InlineData("http://127.0.0.1:3000", null, false)]
    [InlineData("http://127.0.0.1", null, false)]
    [InlineData("http://localhost:9002", null, false)]
    [InlineData("https://evil.example", "cross-site", false)]
    [InlineData("https://evil.example", "same-origin", false)]
    [InlineData("https://gravwell.example", "cross-site", true)]
    [InlineData("https://gravwell.example:443", null, true)]
    [InlineData("http://gravwell.example", "cross-site", false)]
    [InlineData("https://gravwell.example.evil.example", null, false)]
    [InlineData("https://gravwell.example@evil.example", null, false)]
    [InlineData("null", null, false)]
    [InlineData("null", "cross-site", false)]
    [InlineData("null", "same-origin", true)]
    [InlineData("nonsense", null, false)]
    [InlineData("http://127.0.0.1:9002", "cross-site", false)]
    [InlineData("http://127.0.0.1:9002, https://evil.example", null, false)]
    public void Change_ByOriginAndSite_PassesOrNot(string? origin, string? site, bool passes) =>
        OriginRule.Allows(https: false, Host, origin, site, Frames).ShouldBe(passes);

    [Theory]
    [InlineData(false, "fleet.example", "https://fleet.example", true)]
    [InlineData(false, "fleet.example", "http://fleet.example", true)]
    [InlineData(true, "fleet.example", "https://fleet.example", true)]
    [InlineData(true, "fleet.example", "http://fleet.example", false)]
    [InlineData(false, "[::1]:9002", "http://[::1]:9002", true)]
    [InlineData(false, "", "http://fleet.example", false)]
    public void Change_BehindAProxyThatEndsTls_ComparesNameAndPort(bool https, string host, string origin, bool passes) =>
        OriginRule.Allows(https, host, origin, null, []).ShouldBe(passes);

    [Theory]
    [InlineData("GET", false, false)]
    [InlineData("HEAD", false, false)]
    [InlineData("OPTIONS", false, false)]
    [InlineData("POST", false, true)]
    [InlineData("PUT", false, true)]
    [InlineData("PATCH", false, true)]
    [InlineData("DELETE", false, true)]
    [InlineData("GET", true, true)]
    [InlineData("CONNECT", true, true)]
    public void Rule_ByMethod_AppliesToChangesAndWebSockets(string method, bool webSocket, bool applies) =>
        OriginRule.Applies(method, webSocket).ShouldBe(applies);
}
