using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Security;

/// <summary>Headers that every answer carries.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, PacketFleetOptions options)
{
    // MudBlazor writes style attributes; everything else comes from this server alone.
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; ";
    private readonly string _frames = string.Join(' ', ["frame-ancestors 'self'", .. options.Web.FrameAncestors]);

    /// <summary>
    /// Adds the headers when the answer begins, and not before: the framework adds a frame policy of its own to pages,
    /// and a second policy in the same answer could only narrow ours.
    /// </summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var (self, context) = ((SecurityHeaders, HttpContext))state;
                self.Set(context);
                return Task.CompletedTask;
            },
            (this, context));
        return next(context);
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy + Connect(context.Request.Host) + _frames;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    // Not every browser takes 'self' to mean web sockets too.
    private static string Connect(HostString host) =>
        host.HasValue ? $"connect-src 'self' ws://{host.Value} wss://{host.Value}; " : "connect-src 'self'; ";
}
