using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PacketFleet.Web.Configuration;

/// <summary>An origin: scheme, host and port of a page, <c>https://gravwell.example:8443</c>.</summary>
internal static class WebOrigin
{
    // Uri forgives what a header must not carry.
    private static readonly SearchValues<char> Foreign = SearchValues.Create("; ,\t\r\n?#");

    /// <summary>Reads an origin as a browser would write it: lower case, without the scheme's own port.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? origin)
    {
        origin = null;
        if (text is null || text.Contains('*', StringComparison.Ordinal) || text.EndsWith('/') || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            return false;
        if (url.Scheme is not ("http" or "https") || url.Host.Length == 0 || url.UserInfo.Length > 0 || url.PathAndQuery != "/" || url.Fragment.Length > 0
            || text.AsSpan().ContainsAny(Foreign))
            return false;
        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        origin = url.IsDefaultPort ? $"{url.Scheme}://{host}" : $"{url.Scheme}://{host}:{url.Port}";
        return true;
    }
}
