namespace PacketFleet.Web.Api.Problems;

/// <summary>Marks an endpoint whose errors are answered as problems.</summary>
internal sealed class ApiCall
{
    /// <summary>The mark.</summary>
    public static readonly ApiCall Instance = new();

    private ApiCall()
    {
    }

    /// <summary>Whether a request is for the API: one of its endpoints, or an address below <c>/api</c> that has none.</summary>
    public static bool IsFor(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ApiCall>() is not null || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
