using System.Net;
using PacketFleet.Web.Configuration;

namespace PacketFleet.Web.Security;

/// <summary>
/// The rule of bindings: an address that other machines reach needs accounts, or someone who says that it shall do without.
/// </summary>
internal static class Bindings
{
    /// <summary>Adds a fault for every address that cannot be read, or that other machines reach without leave.</summary>
    public static void Check(IConfiguration configuration, PacketFleetOptions options, SettingFaults faults)
    {
        foreach (var (key, url) in Urls(configuration))
        {
            if (!TryParse(url, out var address) || address.PathBase.Length > 0)
                faults.Add($"{key} is \"{url}\": write an address such as http://127.0.0.1:9002.");
            else if (!options.Security.AllowAnonymous && !IsLocal(address))
                faults.Add($"{key} is \"{url}\", which other machines reach, and nobody would have to log in: bind to http://127.0.0.1:{address.Port}, or set PacketFleet:Security:AllowAnonymous to true if everybody who reaches this address may use it.");
        }
    }

    /// <summary>The addresses that other machines reach; empty when all are of this machine alone.</summary>
    public static IReadOnlyList<string> Open(IConfiguration configuration) =>
        [.. Urls(configuration).Select(u => u.Url).Where(u => TryParse(u, out var address) && !IsLocal(address))];

    private static IEnumerable<(string Key, string Url)> Urls(IConfiguration configuration)
    {
        foreach (var url in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            yield return ("Urls", url);
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { Length: > 0 } url)
                yield return (endpoint.Path + ":Url", url);
        }
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        try
        {
            address = BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            address = null!;
            return false;
        }
    }

    // Kestrel binds to every interface for any name but localhost.
    private static bool IsLocal(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe
        || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
