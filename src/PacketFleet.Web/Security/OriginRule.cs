using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Security;

/// <summary>
/// Whether a request that changes something comes from a page that may ask for it. Browsers say where a request comes from
/// in <c>Origin</c> and <c>Sec-Fetch-Site</c>; a request with neither is not a browser's and passes.
/// </summary>
internal static class OriginRule
{
    /// <summary>Whether the rule applies: everything but reading, and WebSockets, which no browser holds back across sites.</summary>
    public static bool Applies(string method, bool webSocket) =>
        webSocket || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    /// <summary>Whether the request may pass.</summary>
    /// <param name="https">It came over TLS to this program.</param>
    /// <param name="host">Its <c>Host</c> header.</param>
    /// <param name="origin">Its <c>Origin</c> header, or null.</param>
    /// <param name="site">Its <c>Sec-Fetch-Site</c> header, or null.</param>
    /// <param name="allowed">Other origins that may ask.</param>
    public static bool Allows(bool https, string host, string? origin, string? site, IReadOnlyList<string> allowed)
    {
        var sameSite = site is null or "same-origin" or "none";
        if (string.IsNullOrEmpty(origin))
            return sameSite;

        // A page of ours in a form post without referrer says "null"; that of a sandbox does too, but is never same-origin.
        if (string.Equals(origin, "null", StringComparison.Ordinal))
            return site is "same-origin";
        if (!WebOrigin.TryParse(origin, out var canonical))
            return false;
        return allowed.Contains(canonical, StringComparer.Ordinal) || (sameSite && IsHost(canonical, https, host));
    }

    // Behind a proxy that ends TLS we see http where the page says https: then the name and port alone must agree.
    private static bool IsHost(string origin, bool https, string host)
    {
        if (https)
            return WebOrigin.TryParse("https://" + host, out var own) && string.Equals(own, origin, StringComparison.Ordinal);
        var scheme = origin[..origin.IndexOf(':', StringComparison.Ordinal)];
        return WebOrigin.TryParse($"{scheme}://{host}", out var same) && string.Equals(same, origin, StringComparison.Ordinal);
    }
}
