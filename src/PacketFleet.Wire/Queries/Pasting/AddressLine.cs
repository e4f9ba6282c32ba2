using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Pasting;

/// <summary>A line of addresses, networks, addresses with ports and links; of times alone; or of names, which only are noted.</summary>
internal static partial class AddressLine
{
    private static readonly char[] Wrapping = ['"', '\'', '(', ')', '<', '>', '{', '}', '`', '“', '”', '‘', '’'];

    /// <summary>Reads a line; null where it holds anything else. None where it holds names only.</summary>
    public static IReadOnlyList<PastedEvent>? Read(LineWords line, LeftOut leftOut)
    {
        var found = new List<PastedEvent>();
        var names = new List<string>();
        PacketTime? start = line.Times.Count > 0 ? line.Times.Min() : null;
        PacketTime? end = line.Times.Count > 0 ? line.Times.Max() : null;
        foreach (var word in line.Words)
        {
            if (Read(word) is { } address) found.Add(new(PastedKind.Addresses, address.Port is not null ? "address with a port" : address.IsNetwork ? "network" : "address") { Source = address, Start = start, End = end });
            else if (NameOf(word) is { } name) names.Add(name);
            else if (!IsBullet(word)) return null;
        }

        foreach (var name in names) leftOut.Add(Unused.Name, name);
        if (found.Count == 0 && names.Count == 0) return start is null ? null : [new(PastedKind.Moment, start == end ? "time" : "span") { Start = start, End = end }];
        return found;
    }

    private static Endpoint? Read(string word)
    {
        if (Endpoint.Read(word) is { } whole) return whole;
        if (Link().Match(word) is { Success: true } link) return Endpoint.Read(link.Groups["host"].Value);
        var bare = word.Trim(Wrapping).TrimEnd('.', ':');
        return Endpoint.Read(bare) ?? Endpoint.Read(bare.Trim('[', ']', '"', '\''));
    }

    private static string? NameOf(string word)
    {
        var bare = Link().Match(word) is { Success: true } link ? link.Groups["host"].Value : word.Trim(Wrapping).Trim('[', ']', '"', '\'').TrimEnd('.');
        return Name().IsMatch(bare) ? bare : null;
    }

    private static bool IsBullet(string word) => word is "-" or "*" or "•" or "–" or ">" or ".." or "…" or "[" or "]" or "to" or "until";

    [GeneratedRegex(@"^[""'<(]?[A-Za-z][A-Za-z0-9+.-]{1,10}://([^/@\s]{1,80}@)?(?<host>\[[0-9A-Fa-f:.%]{2,60}\](:[0-9]{1,5})?|[^/?#\s""'>)]{1,255})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.){1,20}[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])(:[0-9]{1,5})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
