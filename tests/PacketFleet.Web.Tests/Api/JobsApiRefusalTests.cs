using System.Net;

namespace PacketFleet.Web.Tests.Api;

public sealed class JobsApiRefusalTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private readonly ApiHost _host = shared.Host;

    [Theory]
    [InlineData("""{"query":"host 8.8.8.8","regions":["Nowhere"]}""", "regions", "`Nowhere`")]
    [InlineData("""{"query":"host 8.8.8.8","regions":[]}""", "regions", "No region")]
    [InlineData("""{"query":"host 8.8.8.8"}""", "regions", "No region")]
    [InlineData("""{"query":"host 8.8.8.8","regions":null}""", "regions", "No region")]
    [InlineData("""{"query":"host 8.8.8.8","regions":[null]}""", "regions", "null")]
    [InlineData("""{"query":"bad","regions":["Region 1"]}""", "query", "mend")]
    [InlineData("""{"regions":["Region 1"]}""", "query", "mend")]
    [InlineData("""{"query":"a","regions":["Region 1"],"source":"x"}""", "source", "number")]
    [InlineData("""{"query":5,"regions":["Region 1"]}""", "query", "text in double quotes")]
    [InlineData("""{"query":"a","regions":"Region 1"}""", "regions", "a list in brackets")]
    [InlineData("""{"query":"a","regions":["Region 1", 2]}""", "regions", "`regions[1]`")]
    [InlineData("""{"query":"a","regions":["Region 1"],"limits":{"packets":"5"}}""", "limits", "`limits.packets` is of the wrong kind (line 1, column 60): give a whole number.")]
    [InlineData("""{"query":"a","regions":["Region 1"],"limits":{"packets":1.5}}""", "limits", "a whole number")]
    [InlineData("""{"query":"a","regions":["Region 1"],"limits":{"packets":99999999999999999999}}""", "limits", "a whole number")]
    [InlineData("""{"query":"a","regions":["Region 1"],"limits":{"pakets":5}}""", "limits", "`limits.pakets` is not a field")]
    [InlineData("""{"query":"a","regions":["Region 1"],"limits":7}""", "limits", "an object in braces")]
    [InlineData("""{"query":"a","regions":["Region 1"],"waitForRecent":1}""", "waitForRecent", "true or false")]
    [InlineData("""{"query":"a","region":["Region 1"]}""", "region", "there are `query`, `regions`, `source`")]
    [InlineData("""{"query":"a","odd name":1}""", "odd name", "`odd name` is not a field")]
    [InlineData("""{"Query":"a","regions":["Region 1"]}""", "Query", "`Query` is not a field")]
    [InlineData("""{"query":"a","query":"b","regions":["Region 1"]}""", "query", "given twice")]
    [InlineData("""{"query":"\ud800","regions":["Region 1"]}""", "query", "wrong kind")]
    [InlineData("{\n  \"query\": \"a\"\n  \"regions\": []}", "body", "line 3, column 3")]
    [InlineData("""{"query":"a",}""", "body", "line 1, column 14")]
    [InlineData("{'query':'a'}", "body", "no JSON")]
    [InlineData("""{"query":"a"} x""", "body", "no JSON")]
    [InlineData("""{"query":""", "body", "no JSON")]
    [InlineData("query=a", "body", "no JSON")]
    [InlineData("[]", "body", "an object in braces")]
    [InlineData("5", "body", "an object in braces")]
    [InlineData("null", "body", "`null`")]
    [InlineData("", "body", "no body")]
    [InlineData("   ", "body", "no JSON")]
    public async Task Submit_BadRequest_IsAProblemThatNamesTheFieldAndCreatesNothing(string body, string field, string part)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/api/v1/jobs", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, field, part);
        _host.Jobs.Submitted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Submit_OtherContentType_IsRefused(string? contentType)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/api/v1/jobs", """{"query":"a","regions":["Region 1"]}""", contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        json.GetProperty("detail").GetString()!.ShouldContain("application/json");
        _host.Jobs.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_NoBodyAtAll_IsAProblem()
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Post, "/api/v1/jobs");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, "body", "no body");
    }

    [Theory]
    [InlineData("/api/v1/jobs", """{"regions":["Region 1"],"query":"#"}""", "query")]
    [InlineData("/api/v1/jobs", """{"query":"a","regions":["Region 1"],"note":"#"}""", "note")]
    [InlineData("/api/v1/jobs", "#", "body")]
    [InlineData("/api/v1/queries/parse", """{"query":"#"}""", "query")]
    [InlineData("/api/v1/jobs/1/retry", """{"regions":["#"]}""", "regions")]
    [InlineData("/", """{"Q":"#","S":"1","C":["Region 1"]}""", "Q")]
    public async Task Post_MegabyteOfText_IsAProblemThatNamesTheField(string path, string body, string field)
    {
        foreach (var length in new[] { (64 * 1024) + 1, 1024 * 1024, 3 * 1024 * 1024 })
        {
            var (response, json) = await _host.SendAsync(HttpMethod.Post, path, body.Replace("#", new string('x', length), StringComparison.Ordinal));

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            Problems.ShouldName(response, json, field, "64 KiB");
        }

        _host.Jobs.Submitted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("state=running", "state", "`inflight`, `finished` or `all`")]
    [InlineData("state=", "state", "`inflight`")]
    [InlineData("limit=0", "limit", "from 1 to 1000")]
    [InlineData("limit=1001", "limit", "from 1 to 1000")]
    [InlineData("limit=-1", "limit", "from 1 to 1000")]
    [InlineData("limit=many", "limit", "`many`")]
    [InlineData("limit=1&limit=2", "limit", "from 1 to 1000")]
    [InlineData("limit=99999999999999999999", "limit", "from 1 to 1000")]
    [InlineData("before=yesterday", "before", "`yesterday`")]
    [InlineData("before=0", "before", "a job's number")]
    public async Task List_BadParameter_IsAProblem(string query, string field, string part)
    {
        var (response, json) = await _host.SendAsync(HttpMethod.Get, "/api/v1/jobs?" + query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Problems.ShouldName(response, json, field, part);
    }

    [Theory]
    [InlineData("GET", "/api/v1/jobs/99")]
    [InlineData("GET", "/api/v1/jobs/99/events")]
    [InlineData("GET", "/api/v1/jobs/99/pcap")]
    [InlineData("POST", "/api/v1/jobs/99/cancel")]
    [InlineData("POST", "/api/v1/jobs/99/retry")]
    [InlineData("GET", "/api/v1/jobs/-1")]
    public async Task Job_Unknown_IsNotFound(string method, string path)
    {
        var (response, json) = await _host.SendAsync(new HttpMethod(method), path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Problems.ShouldName(response, json, "id", "There is no job");
    }
}
