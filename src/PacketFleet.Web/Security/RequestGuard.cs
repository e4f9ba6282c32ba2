using Microsoft.AspNetCore.Http.Features;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Security;

/// <summary>Turns away requests under foreign names, and changes asked for by foreign pages.</summary>
internal sealed partial class RequestGuard(RequestDelegate next, PacketFleetOptions options, HostRule hosts, ILogger<RequestGuard> logger)
{
    /// <summary>Passes the request on, or answers 400 or 403 with a problem.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!hosts.Allows(request.Host))
        {
            HostRefused(request.Host.Host);
            return Refuse(context, StatusCodes.Status400BadRequest, $"This server does not answer to the name {request.Host.Host}: call it by its own name, or add this one to AllowedHosts in its settings.");
        }

        if (OriginRule.Applies(request.Method, IsWebSocket(context)))
        {
            var (origin, site) = (One(request.Headers.Origin), One(request.Headers["Sec-Fetch-Site"]));
            if (!OriginRule.Allows(request.IsHttps, request.Host.Value ?? "", origin, site, options.Web.FrameAncestors))
            {
                OriginRefused(request.Method, request.Path, origin ?? site);
                return Refuse(context, StatusCodes.Status403Forbidden, $"The page of {(origin is null or "null" ? "another site" : origin)} may not do this here: use PacketFleet's own pages, or add its origin to PacketFleet:Web:FrameAncestors in the settings.");
            }
        }

        return next(context);
    }

    private static string? One(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? null : header.ToString();

    private static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase)
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
