using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PacketFleet.EndToEnd.Tests.Running;

namespace PacketFleet.EndToEnd.Tests.Publishing;

/// <summary>What the Dockerfile puts into the image, started from a directory that is not its own.</summary>
public sealed partial class PublishedProgramTests
{
    [Fact]
    public async Task Published_StartedElsewhere_ServesEveryAssetAndAsksTheSamples()
    {
        using var published = new PublishedProgram();
        await published.PublishAsync();
        await using var fleet = await PacketFleetProcess.StartAsync(program: published.Program);

        var page = await fleet.Http.GetStringAsync("/");
        var named = Named().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value)).Where(a => !a.StartsWith('/')).ToArray();
        named.ShouldContain(a => a.StartsWith("css/", StringComparison.Ordinal));
        named.ShouldContain(a => a.StartsWith("_content/", StringComparison.Ordinal));
        foreach (var asset in named.Concat(["_framework/blazor.web.js", "js/shell.js", "js/composer.js"]).Distinct())
        {
            using var answer = await fleet.Http.GetAsync("/" + asset);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, asset);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty(asset);
        }

        var job = await fleet.WaitForEndAsync(await fleet.SubmitAsync("host 8.8.8.8", "Region 1", "Region 2"), 60);
        job.GetProperty("state").GetString().ShouldBe("completed");
        job.GetProperty("packets").GetInt64().ShouldBeGreaterThan(200);
        var regions = await fleet.Http.GetFromJsonAsync<JsonElement>("/api/v1/regions");
        regions.EnumerateArray().Select(r => $"{r.GetProperty("name")} {r.GetProperty("health")}").ShouldBe(["Region 1 up", "Region 2 up"]);
    }

    [GeneratedRegex("""(href|src)="(?<address>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
