using System.Net;
using System.Text.RegularExpressions;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Wire;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>What an address such as <c>/?q=8.8.8.8&amp;s=100&amp;c=Region%201</c> puts into the composer.</summary>
/// <param name="Query">The query, or null.</param>
/// <param name="Source">The source override, or null.</param>
/// <param name="Case">The case, or null.</param>
/// <param name="Regions">The regions named that exist; null where none was named.</param>
/// <param name="Unknown">The names that are no region's.</param>
public sealed partial record Prefill(string? Query, string? Source, string? Case, IReadOnlySet<string>? Regions, IReadOnlyList<string> Unknown)
{
    /// <summary>Nothing.</summary>
    public static readonly Prefill None = new(null, null, null, null, []);

    /// <summary>The window that <c>after</c> and <c>before</c> give; null where neither is a time.</summary>
    public ChosenWindow? Window { get; init; }

    /// <summary>What is wrong with <c>after</c> or <c>before</c>, in one sentence; null = nothing.</summary>
    public string? WindowFault { get; init; }

    private const int LongestQuery = 8192;
    private const int LongestField = 200;

    /// <summary>Reads the parameters; regions come once each, repeated, or in one with commas between.</summary>
    /// <param name="query">A query, an address or a network.</param>
    /// <param name="source">The source override.</param>
    /// <param name="case">The case.</param>
    /// <param name="regions">Names of regions.</param>
    /// <param name="catalog">The regions there are.</param>
    /// <param name="after">The window's start: RFC 3339, or seconds or milliseconds since 1970.</param>
    /// <param name="before">Its end, likewise.</param>
    public static Prefill Read(string? query, string? source, string? @case, IReadOnlyList<string>? regions, RegionCatalog catalog, string? after = null, string? before = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var (known, unknown) = ReadRegions(regions ?? [], catalog);
        var (window, fault) = ReadWindow(after, before);
        return new(ReadQuery(query), Cut(source, LongestField), Cut(@case, LongestField), known, unknown) { Window = window, WindowFault = fault };
    }

    private static (ChosenWindow? Window, string? Fault) ReadWindow(string? after, string? before)
    {
        var (from, fromFault) = ReadMoment("after", after);
        var (to, toFault) = ReadMoment("before", before);
        if (from?.Absolute is { } start && to?.Absolute is { } end && end <= start)
            return (null, "The address asks for a window that ends before it starts (“after” and “before”): choose it here.");
        var window = ChosenWindow.Between(from, to);
        return (window.IsAnyTime ? null : window, fromFault ?? toFault);
    }

    private static (QueryTime? Time, string? Fault) ReadMoment(string name, string? text)
    {
        if (Cut(text, LongestField) is not { } given)
            return (null, null);

        // A "+" that was not written as "%2B" arrives as a space. A clock time without its day says nothing in a link.
        var moment = SpaceForPlus().Replace(given, "+${offset}");
        return !char.IsAsciiLetter(given[0]) && MomentText.TryParse(moment, TimeZoneInfo.Utc, DateOnly.MinValue, DateTimeOffset.UnixEpoch, out var time, out _) && time.Absolute != PacketTime.MinValue
            ? (time, null)
            : (null, $"“{name}” of the address is no time (“{(given.Length > 40 ? given[..40] + "…" : given)}”): that end is open until you choose it here.");
    }

    [GeneratedRegex(@" (?<offset>[0-9]{2}:[0-9]{2})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex SpaceForPlus();

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
