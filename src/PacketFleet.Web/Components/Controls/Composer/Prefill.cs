using System.Net;
using PacketFleet.Engine.Regions;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>What an address such as <c>/?q=8.8.8.8&amp;s=100&amp;c=Region%201</c> puts into the composer.</summary>
/// <param name="Query">The query, or null.</param>
/// <param name="Source">The source override, or null.</param>
/// <param name="Case">The case, or null.</param>
/// <param name="Regions">The regions named that exist; null where none was named.</param>
/// <param name="Unknown">The names that are no region's.</param>
public sealed record Prefill(string? Query, string? Source, string? Case, IReadOnlySet<string>? Regions, IReadOnlyList<string> Unknown)
{
    /// <summary>Nothing.</summary>
    public static readonly Prefill None = new(null, null, null, null, []);

    private const int LongestQuery = 8192;
    private const int LongestField = 200;

    /// <summary>Reads the parameters; regions come once each, repeated, or in one with commas between.</summary>
    public static Prefill Read(string? query, string? source, string? @case, IReadOnlyList<string>? regions, RegionCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var (known, unknown) = ReadRegions(regions ?? [], catalog);
        return new(ReadQuery(query), Cut(source, LongestField), Cut(@case, LongestField), known, unknown);
    }

    // What was clicked elsewhere may be an address alone, or a subnet.
    private static string? ReadQuery(string? text)
    {
        if (Cut(text, LongestQuery) is not { } query)
            return null;
        if (IPAddress.TryParse(query, out var address) && IsWhole(query, address))
            return $"host {query}";
        return IPNetwork.TryParse(query, out _) ? $"net {query}" : query;
    }

    // "8" and "10.1" are addresses to IPAddress.TryParse, but nobody means them.
    private static bool IsWhole(string text, IPAddress address) =>
        address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || text.Count(c => c == '.') == 3;

    private static (IReadOnlySet<string>? Known, IReadOnlyList<string> Unknown) ReadRegions(IReadOnlyList<string> given, RegionCatalog catalog)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var text in given)
        {
            // A name may hold a comma itself.
            var names = catalog.Find(text) is null ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [text];
            foreach (var name in names)
            {
                if (catalog.Find(name) is not null)
                    known.Add(name);
                else if (unknown.Count < 10)
                    unknown.Add(name.Length > 60 ? name[..60] + "…" : name);
            }
        }

        return (known.Count > 0 || unknown.Count > 0 ? known : null, unknown);
    }

    private static string? Cut(string? text, int longest)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed.Length > longest ? trimmed[..longest] : trimmed;
    }
}
