using System.Net;

namespace PacketFleet.Web.Tests.Api;

public sealed class PacketFleetCallsRefusalTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private readonly ApiHost _host = shared.Host;

    [Theory]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1","C":["Nowhere"]}""", "C", "`Nowhere`")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1","C":[]}""", "C", "No region")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1","C":null}""", "C", "No region")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1"}""", "C", "No region")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1","C":"Region 1"}""", "C", "a list in brackets")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"1","C":[null]}""", "C", "null")]
    [InlineData("""{"Q":"bad","S":"1","C":["Region 1"]}""", "Q", "mend")]
    [InlineData("""{"S":"1","C":["Region 1"]}""", "Q", "mend")]
    [InlineData("""{"Q":1,"S":"1","C":["Region 1"]}""", "Q", "text in double quotes")]
    [InlineData("""{"Q":"host 8.8.8.8","S":"x","C":["Region 1"]}""", "S", "number")]
    [InlineData("""{"Q":"host 8.8.8.8","S":-1.5,"C":["Region 1"]}""", "S", "number")]
    [InlineData("""{"Q":"host 8.8.8.8","S":true,"C":["Region 1"]}""", "S", "wrong kind")]
    [InlineData("Q=host", "body", "line 1, column 1")]
    [InlineData("[]", "body", "an object in braces")]
    [InlineData("", "body", "no body")]
    [InlineData(null, "body", "no body")]
    public async Task Submit_BadRequest_IsAProblemAndCreatesNothing(string? body, string field, string part)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/", body, "text/plain");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, field, part);
        _host.Jobs.Submitted.ShouldBeEmpty();
    }
}
