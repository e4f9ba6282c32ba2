namespace PacketFleet.Web.Security;

/// <summary>
/// Which names in a <c>Host</c> header are answered. On loopback only its own names, unless <c>AllowedHosts</c> says more:
/// otherwise a page could have its own name resolve to this machine and read whatever it likes.
/// </summary>
internal sealed class HostRule
{
    private static readonly string[] Loopback = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];
    private readonly string[] _names;

    private HostRule(string[] names) => _names = names;

    /// <summary>The rule for these settings.</summary>
    public static HostRule From(IConfiguration configuration)
    {
        var configured = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (configured.Length == 0)
            return new HostRule(Bindings.Open(configuration).Count == 0 ? Loopback : ["*"]);
        return new HostRule(Bindings.Open(configuration).Count == 0 ? [.. Loopback, .. configured] : configured);
    }

    /// <summary>Whether a host is answered. One without a name (HTTP/1.0) is no browser's and is.</summary>
    public bool Allows(HostString host)
    {
        var name = host.Host;
        if (string.IsNullOrEmpty(name))
            return true;
        return Array.Exists(_names, pattern =>
            pattern == "*"
            || string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase)
            || (pattern.StartsWith("*.", StringComparison.Ordinal) && name.Length > pattern.Length - 1 && name.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)));
    }
}
