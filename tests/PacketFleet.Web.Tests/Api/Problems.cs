using System.Text.Json;

namespace PacketFleet.Web.Tests.Api;

/// <summary>Checks problems.</summary>
internal static class Problems
{
    public static void ShouldName(HttpResponseMessage response, JsonElement problem, string field, string part)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        var errors = problem.GetProperty("errors");
        errors.TryGetProperty(field, out var messages).ShouldBeTrue($"errors are {errors.GetRawText()}");
        messages.EnumerateArray().ShouldContain(m => m.GetString()!.Contains(part, StringComparison.Ordinal), errors.GetRawText());
        problem.GetProperty("detail").GetString()!.ShouldContain(part);
    }
}
