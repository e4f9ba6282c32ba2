using PacketFleet.Web.Security;

namespace PacketFleet.Web.Api;

/// <summary>Who makes a request.</summary>
internal static class Requester
{
    /// <summary>The name that jobs and the log give.</summary>
    public static string Of(HttpContext context) => context.RequestServices.GetRequiredService<ICurrentUser>().Name;
}
