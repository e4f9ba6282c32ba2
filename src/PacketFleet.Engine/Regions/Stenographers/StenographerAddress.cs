namespace PacketFleet.Engine.Regions.Stenographers;

/// <summary>Where a Stenographer listens and what its certificate is called.</summary>
/// <param name="Host">Name or IP literal, without brackets.</param>
/// <param name="Port">TCP port.</param>
/// <param name="CertificateName">The name its certificate must carry.</param>
internal sealed record StenographerAddress(string Host, int Port, string CertificateName)
{
    /// <summary><c>host:port</c>, an IPv6 literal in brackets.</summary>
    public string Display => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>
    /// The address of an HTTP resource there. The scheme is plain on purpose: TLS is made before HTTP sees the connection,
    /// since the HTTP client can neither check another name than the address's nor say at which step a connection failed.
    /// </summary>
    public Uri Resource(string path) => new($"http://{Display}{path}");

    /// <summary>Reads <c>https://host:port</c>, any path is ignored; null when it is something else.</summary>
    public static StenographerAddress? Parse(string? url, string? certificateName)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.IdnHost.Length == 0)
            return null;

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.IdnHost.Trim('[', ']') : uri.IdnHost;
        return new(host, uri.Port, string.IsNullOrWhiteSpace(certificateName) ? host : certificateName.Trim());
    }
}
